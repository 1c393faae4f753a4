/** Slack's own error for what is wrong with a payload. */
export type ProblemCode =
  | 'invalid_blocks'
  | 'invalid_blocks_format'
  | 'invalid_arguments'
  | 'invalid_attachments'
  | 'invalid_metadata_format'
  | 'invalid_metadata_schema'
  | 'metadata_too_large'
  | 'msg_blocks_too_long'
  | 'msg_too_long'
  | 'no_text'
  | 'view_too_large';

/** One thing that makes Slack refuse a message or a view. */
export interface Problem {
  readonly code: ProblemCode;
  /** JSON pointer (RFC 6901) into the message or view. */
  readonly pointer: string;
  /** In the wording of Slack's `response_metadata.messages`, without the pointer. */
  readonly message: string;
}

/** Where a payload is shown: decides which blocks it may hold. */
export type Surface = 'message' | 'modal' | 'home';

/** What one pass over a payload gathers: problems, and what must be unique or summed over the whole. */
export interface Pass {
  readonly surface: Surface;
  readonly code: ProblemCode;
  readonly problems: Problem[];
  readonly blockIds: Set<string>;
  /** Unique within one block only. */
  actionIds: Set<string>;
  focusedElements: number;
  inputBlocks: number;
  /** Whether the element being looked at is that of an input block. */
  isWithinInput: boolean;
  /** Blocks by type, those within containers and layouts counted too. */
  readonly blocksOfType: Map<string, number>;
  /** Blocks within layouts, which count like those of the top. */
  blocksInLayouts: number;
}

export function createPass(surface: Surface): Pass {
  return {
    surface,
    code: surface === 'message' ? 'invalid_blocks' : 'invalid_arguments',
    problems: [],
    blockIds: new Set(),
    actionIds: new Set(),
    focusedElements: 0,
    inputBlocks: 0,
    isWithinInput: false,
    blocksOfType: new Map(),
    blocksInLayouts: 0,
  };
}

export function report(pass: Pass, pointer: string, message: string, code: ProblemCode = pass.code): void {
  pass.problems.push({ code, pointer, message });
}

/** Appends one key to a JSON pointer. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
