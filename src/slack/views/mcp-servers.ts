import { z } from 'zod';
import type { StoredMcpServer } from '../../store/job.ts';
import type { Sealer } from '../../store/sealer.ts';

const Server = z
  .strictObject({
    warp_id: z.string().min(1).optional(),
    command: z.string().min(1).optional(),
    args: z.array(z.string()).optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    env: z.record(z.string(), z.string()).optional(),
    headers: z.record(z.string(), z.string()).optional(),
  })
  .refine(
    ({ warp_id, command, url }) => [warp_id, command, url].filter((way) => way !== undefined).length === 1,
  );
const Servers = z.record(z.string().min(1), Server);

/** Stands for keys that are stored and not shown. */
const HIDDEN = '(stored)';

type Servers = Readonly<Record<string, StoredMcpServer>>;

/**
 * Reads MCP servers as typed: ids of shared ones, or JSON in Warp's own form. Keys are sealed; those that were shown as
 * `(stored)` stay as `before` holds them.
 */
export function readMcpServers(
  typed: string,
  sealer: Sealer,
  before: Servers,
): { readonly servers: Servers } | { readonly problem: string } {
  if (!typed.startsWith('{')) {
    const ids = typed.split(/[\s,]+/).filter((id) => id !== '');
    return { servers: Object.fromEntries(ids.map((id) => [id, before[id] ?? { warpId: id }])) };
  }
  const parsed = Servers.safeParse(parse(typed));
  if (!parsed.success) {
    return {
      problem: 'Enter a JSON object of servers by name, each with just one of "warp_id", "command" or "url".',
    };
  }
  return {
    servers: Object.fromEntries(
      Object.entries(parsed.data).map(([name, server]) => [name, stored(server, before[name], sealer)]),
    ),
  };
}

function stored(
  { warp_id, command, args, url, env, headers }: z.output<typeof Server>,
  before: StoredMcpServer | undefined,
  sealer: Sealer,
): StoredMcpServer {
  const secrets = { ...(env && { env }), ...(headers && { headers }) };
  const isKept = [env, headers].some((values) => Object.values(values ?? {}).includes(HIDDEN));
  const sealed =
    isKept || Object.keys(secrets).length === 0 ? before?.sealed : { $sealed: sealer.seal(secrets) };
  return {
    ...(warp_id !== undefined && { warpId: warp_id }),
    ...(command !== undefined && { command }),
    ...(args !== undefined && { args }),
    ...(url !== undefined && { url }),
    ...(sealed !== undefined && { sealed }),
  };
}

/** The same as text for the form, without any key. */
export function writeMcpServers(servers: Servers): string {
  const entries = Object.entries(servers);
  if (entries.every(([name, { warpId }]) => warpId === name)) return entries.map(([name]) => name).join('\n');
  const wire = entries.map(([name, { warpId, sealed, ...server }]) => [
    name,
    { ...(warpId !== undefined && { warp_id: warpId }), ...server, ...(sealed && { env: { KEYS: HIDDEN } }) },
  ]);
  return JSON.stringify(Object.fromEntries(wire), null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
