import type { HttpAnswer } from '../http-routes.ts';
import type { Run } from './run.ts';

/** What a session link leads to: a plain page that tells the run's state. */
export function sessionPage(run: Run | undefined): HttpAnswer {
  if (!run) return html(404, 'No such session', '');
  const { message } = run.status ?? { message: '' };
  return html(
    200,
    run.request.title,
    `<p><b>${escaped(run.state)}</b> ${escaped(message)}</p><pre>${escaped(run.request.prompt)}</pre>`,
  );
}

function html(status: number, title: string, body: string): HttpAnswer {
  const text = `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${body}<p>A session of the local Warp.</p>`;
  return { status, contentType: 'text/html; charset=utf-8', text };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
