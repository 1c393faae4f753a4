import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
import {
  array,
  byType,
  isObject,
  named,
  number,
  object,
  oneOf,
  optional,
  positiveNumber,
  type Rule,
  required,
  string,
  type WholeRule,
} from './rule.ts';
import { blockFields } from './rule-objects.ts';

const { dataVisualization: limits } = SLACK_LIMITS;

const pieRule = object({
  type: required(oneOf(['pie'])),
  segments: required(
    array(
      object({
        label: required(string({ minChars: 1, maxChars: limits.segmentLabelChars })),
        value: required(positiveNumber),
      }),
      { min: limits.minSegments, max: limits.maxSegments },
    ),
  ),
});

const pointRule = object({
  label: required(string({ minChars: 1, maxChars: limits.pointLabelChars })),
  value: required(number),
});

const seriesRule = object({
  name: required(string({ minChars: 1, maxChars: limits.seriesNameChars })),
  data: required(array(pointRule, { min: limits.minPoints, max: limits.maxPoints })),
});

const axisRule = object({
  categories: required(
    array(string({ minChars: 1, maxChars: limits.categoryLabelChars }), {
      min: limits.minCategories,
      max: limits.maxCategories,
    }),
  ),
  x_label: optional(string({ maxChars: limits.axisLabelChars })),
  y_label: optional(string({ maxChars: limits.axisLabelChars })),
});

type Json = Readonly<Record<string, unknown>>;

function seriesOf(value: Json): readonly unknown[] {
  return Array.isArray(value['series']) ? value['series'] : [];
}

const uniqueNames: WholeRule = {
  says: 'every series has a name of its own',
  source: 'page',
  check(value, pointer, pass) {
    const names = new Set<unknown>();
    for (const [index, series] of seriesOf(value).entries()) {
      if (!isObject(series)) continue;
      if (names.has(series['name']))
        report(pass, `${pointer}/series/${index}/name`, 'series names must be unique');
      names.add(series['name']);
    }
  },
};

const uniqueCategories: WholeRule = {
  says: 'no category twice',
  source: 'assumed',
  check(value, pointer, pass) {
    const categories = categoriesOf(value);
    if (new Set(categories).size < categories.length)
      report(pass, `${pointer}/axis_config/categories`, 'categories must be unique');
  },
};

const pointPerCategory: WholeRule = {
  says: 'every series has exactly one point for each category',
  source: 'page',
  check(value, pointer, pass) {
    const categories = [...categoriesOf(value)].map(String).toSorted();
    for (const [index, series] of seriesOf(value).entries()) {
      if (!isObject(series) || !Array.isArray(series['data'])) continue;
      const labels = series['data']
        .map((point) => (isObject(point) ? String(point['label']) : ''))
        .toSorted();
      if (JSON.stringify(labels) !== JSON.stringify(categories))
        report(pass, `${pointer}/series/${index}/data`, 'must have one data point for each category');
    }
  },
};

function categoriesOf(value: Json): readonly unknown[] {
  const axis = value['axis_config'];
  return isObject(axis) && Array.isArray(axis['categories']) ? axis['categories'] : [];
}

function axisChart(type: string): Rule {
  return object(
    {
      type: required(oneOf([type])),
      series: required(array(seriesRule, { min: limits.minSeries, max: limits.maxSeries })),
      axis_config: required(axisRule),
    },
    uniqueNames,
    uniqueCategories,
    pointPerCategory,
  );
}

export const dataVisualizationRule: Rule = named(
  'data_visualization',
  object({
    ...blockFields('data_visualization'),
    title: required(string({ minChars: 1, maxChars: limits.titleChars })),
    chart: required(
      byType({ pie: pieRule, bar: axisChart('bar'), area: axisChart('area'), line: axisChart('line') }),
    ),
  }),
);
