import { ErrandError, toErrandError } from '../../errors.ts';

/** What is read of a run that somebody named. Where Warp knows no such run, the refusal says which one was meant. */
export async function ofNamedRun<Read>(runId: string, reading: Promise<Read>): Promise<Read> {
  try {
    return await reading;
  } catch (error) {
    const { code, message } = toErrandError(error);
    if (code !== 'warp.resource_not_found') throw error;
    const userMessage = `Warp knows no run “${runId}”. Find its id with /warp runs.`;
    throw new ErrandError(code, message, { userMessage, cause: error });
  }
}
