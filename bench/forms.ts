import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readCorpus } from '../test/support/forms/corpus.ts';
import { plainCheck } from '../test/support/forms/plain-check.ts';
import { createInstanceMaker } from '../test/support/forms/valid-instance.ts';
import type { Candidate } from './forms/candidate.ts';
import { errand } from './forms/errand.ts';
import { percentile, quickest, spread, type TimingsMs, timeEach, total } from './forms/timings.ts';

/**
 * Over the corpus of real tool schemas: how quickly forms are made and inputs checked, and in how much memory; beside
 * react-jsonschema-form on the same schemas in the same run.
 */
const ROUNDS = 3;
const COMPILATIONS = 10_000;
/** rjsf takes minutes for the whole corpus on a busy machine: both are compared on every tenth schema of it. */
const COMPARED_EVERY = 10;
const AIM = { coldP99Ms: 25, warmP99Ms: 1 };

// React's development build is several times slower, which would flatter us.
process.env['NODE_ENV'] = 'production';
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const tools = readCorpus();
if (tools === undefined) process.exit(1);
const schemas = tools.map((tool) => tool.inputSchema);
const makeInstance = createInstanceMaker();
const inputs = schemas.map((schema, index) =>
  makeInstance(schema, plainCheck(schema) ?? (() => true), { seed: index, style: { wild: false } }),
);

interface Measured {
  readonly name: string;
  /** From the schema to the first view, ready to check what is submitted. */
  readonly cold: TimingsMs;
  /** The view alone, of a form that is kept. */
  readonly warm: TimingsMs;
  readonly validation: TimingsMs;
}

interface Corpus {
  readonly schemas: readonly unknown[];
  readonly inputs: readonly unknown[];
}

function measure(candidate: Candidate, { schemas, inputs }: Corpus): Measured {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const cold = timeEach(schemas, (schema, index) => readyForm(candidate, schema, inputs[index]));
    const forms = schemas.map((schema) => candidate.prepare(schema));
    // Once untimed, so that what is made lazily and kept is there.
    for (const [index, form] of forms.entries()) {
      form.firstView();
      form.validate(inputs[index]);
    }
    const warm = timeEach(forms, (form) => form.firstView());
    const validation = timeEach(forms, (form, index) => form.validate(inputs[index]));
    return { cold, warm, validation };
  });
  return {
    name: candidate.name,
    cold: quickest(rounds.map((round) => round.cold)),
    warm: quickest(rounds.map((round) => round.warm)),
    validation: quickest(rounds.map((round) => round.validation)),
  };
}

/** With the validator compiled, which rjsf puts off until it checks something. */
function readyForm(candidate: Candidate, schema: unknown, input: unknown): readonly unknown[] {
  const form = candidate.prepare(schema);
  return [form.firstView(), form.validate(input)];
}

function printMeasured({ name, cold, warm, validation }: Measured): void {
  console.log(`\n${name}, ${cold.length} schemas`);
  console.log(`  first views a second  ${Math.round((cold.length * 1000) / total(cold))} cold`);
  console.log(`                        ${Math.round((warm.length * 1000) / total(warm))} warm`);
  console.log(`  first view, cold      ${spread(cold)}`);
  console.log(`  first view, warm      ${spread(warm)}`);
  console.log(`  validation            ${spread(validation)}`);
}

function printRatios(ours: Measured, theirs: Measured): void {
  console.log(`\n${theirs.name} ÷ ${ours.name} (above 1: we are quicker)`);
  for (const part of ['cold', 'warm', 'validation'] as const) {
    const at = (share: number) => percentile(theirs[part], share) / percentile(ours[part], share);
    const slower = ours[part].filter((ms, index) => ms > (theirs[part][index] ?? Infinity)).length;
    const ratios = [at(0.5), at(0.99), total(theirs[part]) / total(ours[part])].map((one) => one.toFixed(1));
    console.log(
      `  ${part.padEnd(12)} p50 ${ratios[0]}×  p99 ${ratios[1]}×  altogether ${ratios[2]}×; slower on ${slower} of ${ours[part].length} schemas`,
    );
  }
}

/** Heap in use after each tenth of the compilations: what grows is kept by something. */
function heapOverCompilations(): number[] {
  const tenth = COMPILATIONS / 10;
  return Array.from({ length: 10 }, (_one, round) => {
    for (let done = 0; done < tenth; done += 1) {
      errand.prepare(schemas[(round * tenth + done) % schemas.length]).firstView();
    }
    collectGarbage();
    return process.memoryUsage().heapUsed / 2 ** 20;
  });
}

const ours = measure(errand, { schemas, inputs });
printMeasured(ours);
const heapMb = heapOverCompilations();
console.log(`  heap in use after each ${COMPILATIONS / 10} of ${COMPILATIONS} compilations, MB:`);
console.log(`    ${heapMb.map((mb) => mb.toFixed(0)).join(' ')}`);
console.log(`  peak memory of the process so far  ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

// It complains of some schemas at every call.
console.error = () => undefined;
console.warn = () => undefined;
const { rjsf } = await import('./forms/rjsf.ts');
const isCompared = (_one: unknown, index: number) => index % COMPARED_EVERY === 0;
const part = { schemas: schemas.filter(isCompared), inputs: inputs.filter(isCompared) };
const oursOnPart = measure(errand, part);
const theirs = measure(rjsf, part);
printMeasured(oursOnPart);
printMeasured(theirs);
console.log(`  peak memory of the process so far  ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
printRatios(oursOnPart, theirs);

const misses = [
  ...(percentile(ours.cold, 0.99) > AIM.coldP99Ms ? [`cold p99 above ${AIM.coldP99Ms} ms`] : []),
  ...(percentile(ours.warm, 0.99) > AIM.warmP99Ms ? [`warm p99 above ${AIM.warmP99Ms} ms`] : []),
];
console.log(misses.length === 0 ? '\nWithin the aims.' : `\nMissed: ${misses.join(', ')}.`);
