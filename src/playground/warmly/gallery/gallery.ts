import type { LocalWarmlyTool } from '../tool.ts';
import { oddTools } from './odd-tools.ts';
import { ruleTools } from './rule-tools.ts';
import { structureTools } from './structure-tools.ts';
import { valueTools } from './value-tools.ts';

/** Some twenty tools with hard schemas, named `gallery_…`: each shows what its form is like. */
export const GALLERY: readonly LocalWarmlyTool[] = [
  ...valueTools,
  ...structureTools,
  ...ruleTools,
  ...oddTools,
];
