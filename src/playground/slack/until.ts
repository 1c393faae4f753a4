const untilPollMs = 50;

/** Resolves with the first truthy answer, asked now, after each change and now and then; rejects when it takes too long. */
export function until<T>(
  onAnyChange: (listener: () => void) => () => void,
  check: () => T | undefined | null | false,
  timeoutMs: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const attempt = () => {
      try {
        const found = check();
        if (found === undefined || found === null || found === false) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error('What was waited for in the local Slack did not happen.'));
    }, timeoutMs);
    const unsubscribe = onAnyChange(attempt);
    // What is waited for may stand outside of this Slack.
    const poll = setInterval(attempt, untilPollMs);
    function stop() {
      clearTimeout(timer);
      clearInterval(poll);
      unsubscribe();
    }
    attempt();
  });
}
