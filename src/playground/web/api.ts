import type {
  UiBlockAction,
  UiCommand,
  UiFile,
  UiOptions,
  UiOptionsQuery,
  UiPostMessage,
  UiState,
  UiSubmitOutcome,
  UiUpload,
  UiViewClose,
  UiViewSubmit,
} from '../slack/ui-protocol.ts';
import { isJson } from './json.ts';

type Unsigned<T extends { readonly user: string }> = Omit<T, 'user'>;

interface MessageAt {
  readonly channel: string;
  readonly ts: string;
}

/** The local Slack as one acting person; every failure rejects with a sentence to show. */
export interface Api {
  readonly user: string;
  state(): Promise<UiState>;
  postMessage(message: Unsigned<UiPostMessage>): Promise<void>;
  /** For a message or a form; nobody else sees the file before. */
  upload(file: File): Promise<UiFile>;
  runCommand(command: Unsigned<UiCommand>): Promise<void>;
  blockAction(action: Unsigned<UiBlockAction>): Promise<void>;
  submitView(submission: Unsigned<UiViewSubmit>): Promise<UiSubmitOutcome>;
  closeView(close: Unsigned<UiViewClose>): Promise<void>;
  options(query: Unsigned<UiOptionsQuery>): Promise<UiOptions>;
  openDm(withUser: string): Promise<string>;
  editMessage(at: MessageAt & { readonly text: string }): Promise<void>;
  deleteMessage(at: MessageAt): Promise<void>;
  react(reaction: MessageAt & { readonly name: string; readonly isAdded: boolean }): Promise<void>;
  /** Of the message where one is named, otherwise a global one. */
  runShortcut(callbackId: string, at?: MessageAt): Promise<void>;
  /** Tells the app that its tab was opened. */
  openAppHome(tab: 'home' | 'messages'): Promise<void>;
  eventsUrl(): string;
}

export function createApi(user: string): Api {
  async function post(path: string, body: object): Promise<unknown> {
    return send(
      fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, user }),
      }),
    );
  }
  const query = `?user=${encodeURIComponent(user)}`;
  return {
    user,
    state: async () => (await send(fetch(`/ui/state${query}`))) as UiState,
    postMessage: async (message) => void (await post('/ui/message', message)),
    upload: async (file) => {
      const upload: Unsigned<UiUpload> = { name: file.name, contentBase64: await base64Of(file) };
      return (await post('/ui/upload', upload)) as UiFile;
    },
    runCommand: async (command) => void (await post('/ui/command', command)),
    blockAction: async (action) => void (await post('/ui/block-action', action)),
    submitView: async (submission) => (await post('/ui/view-submit', submission)) as UiSubmitOutcome,
    closeView: async (close) => void (await post('/ui/view-close', close)),
    options: async (search) => (await post('/ui/options', search)) as UiOptions,
    openDm: async (withUser) => {
      const opened = await post('/ui/open-dm', { with: withUser });
      const channel = isJson(opened) ? opened.channel : undefined;
      if (typeof channel !== 'string') throw new Error('The direct message could not be opened.');
      return channel;
    },
    editMessage: async (edit) => void (await post('/ui/edit', edit)),
    deleteMessage: async (at) => void (await post('/ui/delete', at)),
    react: async (reaction) => void (await post('/ui/reaction', reaction)),
    runShortcut: async (callbackId, at) => void (await post('/ui/shortcut', { ...at, callbackId })),
    openAppHome: async (tab) => void (await post('/ui/app-home', { tab })),
    eventsUrl: () => `/ui/events${query}`,
  };
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export async function send(request: Promise<Response>): Promise<unknown> {
  let response: Response;
  try {
    response = await request;
  } catch {
    throw new Error('The playground does not answer. Is it still running?');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const sentence = isJson(body) ? body.error : undefined;
  throw new Error(typeof sentence === 'string' ? sentence : `The playground answered ${response.status}.`);
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
