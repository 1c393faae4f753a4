import type { ReactNode } from 'react';
import { type Json, object, text } from '../json.ts';
import { axisTicks, readSlices, readXyChart, shortNumber, type XyChart } from './chart-geometry.ts';

const WIDTH = 560;
const HEIGHT = 260;
const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 48;

/** The `data_visualization` block as an SVG drawing. */
export function ChartBlock({ block }: { block: Json }): ReactNode {
  const chart = object(block.chart) ?? {};
  const title = text(block.title);
  const type = text(chart.type);
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      {type === 'pie' ? (
        <PieChart chart={chart} title={title} />
      ) : (
        <AxesChart type={type} chart={readXyChart(chart)} title={title} />
      )}
    </figure>
  );
}

function PieChart({ chart, title }: { chart: Json; title: string }): ReactNode {
  const slices = readSlices(chart);
  return (
    <div className="pie">
      <svg viewBox="-1.05 -1.05 2.1 2.1" role="img" aria-label={`Pie chart: ${title}`}>
        {slices.map((slice, index) => (
          <path key={slice.label} d={slice.path} className={`series-${index % 12} slice`}>
            <title>{`${slice.label}: ${slice.value}`}</title>
          </path>
        ))}
      </svg>
      <ul className="legend">
        {slices.map((slice, index) => (
          <li key={slice.label}>
            <span className={`swatch series-${index % 12}`} />
            {slice.label}: {slice.value} ({Math.round(slice.share * 100)}%)
          </li>
        ))}
      </ul>
    </div>
  );
}

function AxesChart({ type, chart, title }: { type: string; chart: XyChart; title: string }): ReactNode {
  const values = chart.series.flatMap((series) => series.values.filter((value) => value !== undefined));
  const ticks = axisTicks(values);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const y = (value: number): number => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const band = (WIDTH - LEFT - RIGHT) / Math.max(1, chart.categories.length);
  const x = (index: number): number => LEFT + band * (index + 0.5);
  const every = Math.ceil(chart.categories.length / 8);
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${type} chart: ${title}`}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? 'axis' : 'grid'}
              x1={LEFT}
              x2={WIDTH - RIGHT}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className="tick" x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
              {shortNumber(tick)}
            </text>
          </g>
        ))}
        {chart.categories.map((category, index) =>
          index % every === 0 ? (
            <text key={category} className="tick" x={x(index)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">
              {category}
            </text>
          ) : null,
        )}
        <text className="axis-label" x={(LEFT + WIDTH) / 2} y={HEIGHT - 8} textAnchor="middle">
          {chart.xLabel}
        </text>
        <text
          className="axis-label"
          x={12}
          y={HEIGHT / 2 - 16}
          textAnchor="middle"
          transform={`rotate(-90 12 ${HEIGHT / 2 - 16})`}
        >
          {chart.yLabel}
        </text>
        {type === 'bar' ? (
          <Bars chart={chart} x={x} y={y} band={band} />
        ) : (
          <Lines chart={chart} x={x} y={y} isFilled={type === 'area'} />
        )}
      </svg>
      <ul className="legend">
        {chart.series.map((series, index) => (
          <li key={series.name}>
            <span className={`swatch series-${index % 12}`} />
            {series.name}
          </li>
        ))}
      </ul>
    </>
  );
}

interface Plot {
  readonly chart: XyChart;
  x(index: number): number;
  y(value: number): number;
}

function Bars({ chart, x, y, band }: Plot & { band: number }): ReactNode {
  const width = Math.min(48, (band * 0.75) / Math.max(1, chart.series.length));
  return chart.series.flatMap((series, at) =>
    series.values.map((value, index) => {
      if (value === undefined) return null;
      const left = x(index) + (at - chart.series.length / 2) * width;
      return (
        <rect
          key={`${series.name}-${chart.categories[index]}`}
          className={`series-${at % 12}`}
          x={left}
          y={Math.min(y(0), y(value))}
          width={Math.max(1, width - 2)}
          height={Math.abs(y(0) - y(value))}
        >
          <title>{`${series.name}, ${chart.categories[index]}: ${value}`}</title>
        </rect>
      );
    }),
  );
}

function Lines({ chart, x, y, isFilled }: Plot & { isFilled: boolean }): ReactNode {
  return chart.series.map((series, at) => {
    const points = series.values.flatMap((value, index) =>
      value === undefined ? [] : [{ x: x(index), y: y(value), value, index }],
    );
    const path = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('');
    const [first, last] = [points[0], points.at(-1)];
    return (
      <g key={series.name} className={`series-${at % 12}`}>
        {isFilled && first && last && (
          <path className="area" d={`${path}L${last.x} ${y(0)}L${first.x} ${y(0)}Z`} />
        )}
        <path className="line" d={path} />
        {points.map((point) => (
          <circle key={point.index} cx={point.x} cy={point.y} r={3}>
            <title>{`${series.name}, ${chart.categories[point.index]}: ${point.value}`}</title>
          </circle>
        ))}
      </g>
    );
  });
}
