import type { HttpAnswer, HttpCall, Route } from '../http-routes.ts';
import { type Access, notFound } from './access.ts';
import { printInstant } from './instants.ts';
import { type Problem, problemAnswer } from './problems.ts';
import type { Artifact, Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import type { SignedUrls } from './signed-urls.ts';

/** A single grey pixel. */
const screenshotPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

interface Found {
  readonly run: Run;
  readonly artifact: Artifact;
}

/** Plans inline, files and screenshots by signed addresses. Pull requests and references elsewhere have no details. */
export function createArtifactRoutes(deps: {
  readonly store: RunStore;
  readonly access: Access;
  readonly signedUrls: SignedUrls;
}): Route[] {
  const { store, access, signedUrls } = deps;

  function find(uid: string | undefined): Found | undefined {
    for (const run of store.all()) {
      const artifact = run.artifacts.find((each) => each.uid === uid && hasDetails(each));
      if (artifact) return { run, artifact };
    }
    return undefined;
  }

  function problemOf(found: Found | undefined): Problem | undefined {
    if (!found) return notFound('artifact');
    const { artifact, run } = found;
    return access.problem(artifact.uid, 'artifact') ?? access.problem(run.id, 'artifact');
  }

  function details(call: HttpCall): HttpAnswer {
    const found = find(call.params['artifactUid']);
    const problem = problemOf(found);
    if (!found || problem) return problemAnswer(problem ?? notFound('artifact'), call.path);
    const { artifact, run } = found;
    return {
      status: 200,
      json: {
        artifact_uid: artifact.uid,
        artifact_type: artifact.type,
        created_at: printInstant(artifact.createdAtUs),
        data: artifact.type === 'PLAN' ? planData(artifact, run) : signedData(artifact, run),
      },
    };
  }

  function signedData(artifact: Artifact, run: Run): object {
    const { url, expiresAtUs } = signedUrls.sign(storagePath(artifact.uid));
    return { download_url: url, expires_at: printInstant(expiresAtUs), ...fileData(artifact, run) };
  }

  function download(call: HttpCall): HttpAnswer {
    const found = find(call.params['artifactUid']);
    const problem = problemOf(found);
    if (!found || problem) return problemAnswer(problem ?? notFound('artifact'), call.path);
    return { status: 302, headers: { location: signedUrls.sign(storagePath(found.artifact.uid)).url } };
  }

  function stored(call: HttpCall): HttpAnswer {
    const refused = signedUrls.refusal(call);
    if (refused) return refused;
    const found = find(call.params['artifactUid']);
    if (!found) return { status: 404, text: 'No such object.' };
    const { artifact, run } = found;
    if (artifact.type === 'SCREENSHOT')
      return { status: 200, contentType: 'image/png', bytes: screenshotPng };
    const text = artifact.type === 'PLAN' ? planText(artifact, run) : summary(run);
    return { status: 200, contentType: 'text/markdown; charset=utf-8', text };
  }

  return [
    { method: 'GET', path: '/agent/artifacts/:artifactUid', handle: details },
    { method: 'GET', path: '/agent/artifacts/:artifactUid/download', handle: download },
    { method: 'GET', path: '/storage/artifacts/:artifactUid', outsideBase: true, handle: stored },
  ];
}

function hasDetails({ type }: Artifact): boolean {
  return type !== 'PULL_REQUEST' && type !== 'EXTERNAL_REFERENCE';
}

function storagePath(uid: string): string {
  return `/storage/artifacts/${uid}`;
}

function planData(artifact: Artifact, run: Run): object {
  return {
    document_uid: `doc-${artifact.uid}`,
    notebook_uid: `nb-${artifact.uid}`,
    title: `Plan: ${artifact.title}`,
    content: planText(artifact, run),
    content_type: 'text/markdown',
  };
}

function planText(artifact: Artifact, run: Run): string {
  return `# ${artifact.title}\n\n1. Reproduce what is asked for: ${run.request.prompt}\n2. Change the code\n3. Run the tests\n`;
}

function fileData(artifact: Artifact, run: Run): object {
  if (artifact.type === 'SCREENSHOT')
    return { content_type: 'image/png', description: 'The page after the change' };
  return {
    content_type: 'text/markdown',
    filepath: 'output/summary.md',
    filename: 'summary.md',
    description: 'What was done and why',
    size_bytes: Buffer.byteLength(summary(run)),
  };
}

function summary(run: Run): string {
  return `# Summary\n\nAsked: ${run.request.prompt}\n\n${run.script.message}\n`;
}
