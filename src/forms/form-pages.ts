import type { KnownBlock } from '@slack/types';
import type { Form } from './form.ts';
import type { Part } from './form-parts.ts';
import type { FormSession } from './form-session.ts';
import { partBlocks } from './part-blocks.ts';
import { type PlaceContent, placeContent } from './place-units.ts';
import { jsonBytes } from './text-fit.ts';

/** Of a view's 100 blocks; the others are for notes, buttons and what stands around the form. */
const MAX_PAGE_BLOCKS = 72;
/** Of a view's 250 KB. */
const MAX_PAGE_BYTES = 170_000;

interface RenderedPart {
  readonly part: Part;
  readonly blocks: readonly KnownBlock[];
}

export interface FormPage {
  readonly content: PlaceContent;
  /** From 0. */
  readonly index: number;
  readonly count: number;
  readonly rendered: readonly RenderedPart[];
  readonly parts: readonly Part[];
  /** The pages' parts, for finding where something stands. */
  readonly pages: readonly (readonly Part[])[];
}

/** The page of the top place that is shown. */
export function currentPage(form: Form, session: FormSession): FormPage {
  const content = placeContent(form, session);
  const pages = paginate(content, session.revision);
  const index = Math.min(content.place.page, pages.length - 1);
  const rendered = pages[index] ?? [];
  return {
    content,
    index,
    count: pages.length,
    rendered,
    parts: rendered.map(({ part }) => part),
    pages: pages.map((page) => page.map(({ part }) => part)),
  };
}

function paginate({ units, place }: PlaceContent, revision: number): RenderedPart[][] {
  const pages: RenderedPart[][] = [[]];
  let blocks = 0;
  let bytes = 0;
  for (const unit of units) {
    const rendered = unit.map((part) => ({ part, blocks: partBlocks(part, place, revision) }));
    const unitBlocks = rendered.reduce((sum, entry) => sum + entry.blocks.length, 0);
    const unitBytes = jsonBytes(rendered.map((entry) => entry.blocks));
    if (blocks > 0 && (blocks + unitBlocks > MAX_PAGE_BLOCKS || bytes + unitBytes > MAX_PAGE_BYTES)) {
      pages.push([]);
      blocks = 0;
      bytes = 0;
    }
    pages.at(-1)?.push(...rendered);
    blocks += unitBlocks;
    bytes += unitBytes;
  }
  return pages;
}
