import { z } from 'zod';

/** Which run a modal is about and where it was asked for, kept in the modal itself. */
const RunPlace = z.object({ runId: z.string(), channelId: z.string(), teamId: z.string() });
export type RunPlace = z.output<typeof RunPlace>;

export function writeRunPlace({ runId, channelId, teamId }: RunPlace): string {
  return JSON.stringify({ runId, channelId, teamId });
}

/** Undefined for anything but what we wrote. */
export function readRunPlace(privateMetadata: string): RunPlace | undefined {
  try {
    return RunPlace.safeParse(JSON.parse(privateMetadata)).data;
  } catch {
    return undefined;
  }
}
