import { createHmac, randomBytes } from 'node:crypto';
import type { HttpAnswer, HttpCall } from '../http-routes.ts';
import { printInstant } from './instants.ts';
import { problemAnswer } from './problems.ts';
import type { Artifact, Run } from './run.ts';
import type { RunStore } from './run-store.ts';

const urlLifeUs = 15 * 60 * 1_000_000;

/** A single grey pixel. */
const screenshotPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

export interface ArtifactRoutes {
  details(call: HttpCall): HttpAnswer;
  /** Answers a signed download address, until it expires. */
  download(call: HttpCall): HttpAnswer;
}

/** Plans inline, files and screenshots by signed addresses that live for 15 minutes. Pull requests have no details. */
export function createArtifactRoutes(store: RunStore, origin: () => string): ArtifactRoutes {
  const secret = randomBytes(32);
  function signature(uid: string, expiresUs: number): string {
    return createHmac('sha256', secret).update(`${uid} ${expiresUs}`).digest('hex');
  }
  function find(uid: string | undefined): { run: Run; artifact: Artifact } | undefined {
    for (const run of store.all()) {
      const artifact = run.artifacts.find((each) => each.uid === uid && each.type !== 'PULL_REQUEST');
      if (artifact) return { run, artifact };
    }
    return undefined;
  }

  return {
    details(call) {
      const found = find(call.params['artifactUid']);
      if (!found)
        return problemAnswer(
          { code: 'resource_not_found', detail: 'The artifact was not found.' },
          call.path,
        );
      const { artifact, run } = found;
      const expiresUs = store.nowUs() + urlLifeUs;
      const query = `expires=${expiresUs}&signature=${signature(artifact.uid, expiresUs)}`;
      const signed = {
        download_url: `${origin()}/storage/artifacts/${artifact.uid}?${query}`,
        expires_at: printInstant(expiresUs),
      };
      return {
        status: 200,
        json: {
          artifact_uid: artifact.uid,
          artifact_type: artifact.type,
          created_at: printInstant(artifact.createdAtUs),
          data:
            artifact.type === 'PLAN' ? planData(artifact, run) : { ...signed, ...fileData(artifact, run) },
        },
      };
    },
    download(call) {
      const uid = call.params['artifactUid'] ?? '';
      const expiresUs = Number(call.query.get('expires'));
      const found = find(uid);
      if (!found || call.query.get('signature') !== signature(uid, expiresUs) || expiresUs <= store.nowUs()) {
        return { status: 403, text: 'The signature is wrong or has expired.' };
      }
      if (found.artifact.type === 'SCREENSHOT')
        return { status: 200, contentType: 'image/png', bytes: screenshotPng };
      return { status: 200, contentType: 'text/markdown; charset=utf-8', text: summary(found.run) };
    },
  };
}

function planData(artifact: Artifact, run: Run): object {
  return {
    document_uid: `doc-${artifact.uid}`,
    notebook_uid: `nb-${artifact.uid}`,
    title: `Plan: ${artifact.title}`,
    content: `# ${artifact.title}\n\n1. Reproduce what is asked for: ${run.request.prompt}\n2. Change the code\n3. Run the tests\n`,
    content_type: 'text/markdown',
  };
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
