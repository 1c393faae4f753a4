import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { defaultModelId, environments, findSkill, models } from './catalog.ts';
import { type CreateRunBody, createRunSchema } from './create-run-schema.ts';
import type { Problem, ProblemCode } from './problems.ts';
import type { RunRequest } from './run.ts';
import { localCreator } from './run-item.ts';
import type { RunStore } from './run-store.ts';

export type ReadRun =
  | { readonly ok: true; readonly request: RunRequest }
  | { readonly ok: false; readonly problem: Problem };

/** Reads the body of a create call into a request, or says why it is refused: form first, then what it refers to. */
export function createRunReader(store: RunStore): (body: unknown) => ReadRun {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile<CreateRunBody>(createRunSchema);
  return (body) => {
    if (!validate(body)) {
      const error = validate.errors?.[0];
      const where = error?.instancePath.slice(1).replaceAll('/', '.') || 'body';
      return refuse('invalid_request', `${where} ${error?.message ?? 'is wrong'}.`);
    }
    return resolve(body, store);
  };
}

function resolve(body: CreateRunBody, store: RunStore): ReadRun {
  const config = body.config ?? {};
  const prompt = body.prompt?.trim() ?? '';
  const spec = body.skill || config.skill_spec;
  if (prompt === '' && !spec) return refuse('invalid_request', 'Either prompt or skill is required.');
  const skill = spec ? findSkill(spec) : undefined;
  if (spec && !skill) return refuse('invalid_request', `The skill ${spec} was not found.`);
  const model = models.find(({ id }) => id === (config.model_id ?? defaultModelId));
  if (!model) return refuse('invalid_request', `The model ${config.model_id} is not known.`);
  if (model.disable_reason)
    return refuse('invalid_request', `The model ${model.id} is disabled: ${model.disable_reason}.`);
  if (config.environment_id !== undefined && !environments.some(({ uid }) => uid === config.environment_id)) {
    return refuse('not_authorized', `No permission to use the environment ${config.environment_id}.`);
  }
  if (body.agent_identity_uid !== undefined && body.team === false) {
    return refuse('invalid_request', 'agent_identity_uid needs a team-owned run.');
  }
  if (body.parent_run_id !== undefined && !store.get(body.parent_run_id)) {
    return refuse('invalid_request', 'The parent run was not found.');
  }
  if (
    body.conversation_id !== undefined &&
    !store.all().some((run) => run.conversationId === body.conversation_id)
  ) {
    return refuse('resource_not_found', 'The conversation was not found.');
  }
  return {
    ok: true,
    request: {
      prompt: prompt || (skill?.basePrompt ?? ''),
      title: body.title?.trim() || titleOf(prompt || (skill?.description ?? '')),
      config: {
        ...config,
        model_id: model.id,
        ...(skill ? { name: config.name ?? skill.name, skill_spec: skill.spec } : {}),
      },
      skill: skill ? { name: skill.name, spec: skill.spec } : null,
      creatorUid: localCreator.uid,
      team: body.team ?? true,
      source: 'API',
      executionLocation: 'REMOTE',
      ...(body.conversation_id === undefined ? {} : { conversationId: body.conversation_id }),
      ...(body.parent_run_id === undefined ? {} : { parentRunId: body.parent_run_id }),
      ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
    },
  };
}

/** The first line's beginning, cut between words. */
function titleOf(prompt: string): string {
  const line = (prompt.split('\n')[0] ?? '').trim().replace(/\s+/g, ' ');
  if (line.length <= 60) return line;
  const cut = line.slice(0, 60);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 20 ? cut.lastIndexOf(' ') : 60)}…`;
}

function refuse(code: ProblemCode, detail: string): ReadRun {
  return { ok: false, problem: { code, detail } };
}
