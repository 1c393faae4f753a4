import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, objectOf, objectsOf, stringOf, stringsOf } from './json-value.ts';

interface ManifestCommand {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  readonly shouldEscape: boolean;
}

interface ManifestShortcut {
  readonly kind: 'global' | 'message';
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
}

/** What the workspace has to know of an installed app. */
export interface AppManifest {
  readonly scopes: readonly string[];
  readonly botEvents: readonly string[];
  readonly commands: readonly ManifestCommand[];
  readonly shortcuts: readonly ManifestShortcut[];
  readonly homeTabEnabled: boolean;
  /** People may write to the app directly. */
  readonly messagesTabEnabled: boolean;
  /** Buttons, modals, shortcuts and options reach the app. */
  readonly isInteractive: boolean;
  /** Everything comes over Socket Mode; otherwise to URLs. */
  readonly isSocketMode: boolean;
  /** Where external selects ask for their options over HTTP. */
  readonly hasOptionsUrl: boolean;
}

/** Reads an app manifest in YAML from a file; throws when it is not one. */
export function readAppManifest(path: string | URL): AppManifest {
  return parseAppManifest(readFileSync(path, 'utf8'));
}

/** Throws when the text is not an app manifest in YAML. */
export function parseAppManifest(yaml: string): AppManifest {
  const root: unknown = parse(yaml);
  if (!isObject(root) || !isObject(root.features)) throw new Error('The app manifest has no features.');
  const settings = objectOf(root.settings);
  return {
    scopes: stringsOf(objectOf(objectOf(root.oauth_config).scopes).bot),
    botEvents: stringsOf(objectOf(settings.event_subscriptions).bot_events),
    commands: objectsOf(root.features.slash_commands).map((command) => ({
      command: stringOf(command.command) ?? '',
      description: stringOf(command.description) ?? '',
      usageHint: stringOf(command.usage_hint) ?? '',
      shouldEscape: command.should_escape === true,
    })),
    shortcuts: objectsOf(root.features.shortcuts).map((shortcut) => ({
      kind: shortcut.type === 'message' ? 'message' : 'global',
      name: stringOf(shortcut.name) ?? '',
      callbackId: stringOf(shortcut.callback_id) ?? '',
      description: stringOf(shortcut.description) ?? '',
    })),
    homeTabEnabled: objectOf(root.features.app_home).home_tab_enabled === true,
    messagesTabEnabled:
      objectOf(root.features.app_home).messages_tab_enabled === true &&
      objectOf(root.features.app_home).messages_tab_read_only_enabled !== true,
    isInteractive: objectOf(settings.interactivity).is_enabled === true,
    isSocketMode: settings.socket_mode_enabled === true,
    hasOptionsUrl: stringOf(objectOf(settings.interactivity).message_menu_options_url) !== undefined,
  };
}

/** The scopes of which an app needs one to subscribe to an event. */
const eventScopes: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  member_joined_channel: ['channels:read', 'groups:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
};

/** How much of each kind a manifest may have. */
const most = { commands: 50, shortcuts: 10, botEvents: 100 } as const;

/** What Slack says when such a manifest is to be installed; empty when it may be. */
export function manifestProblems(manifest: AppManifest): string[] {
  const { botEvents, commands, scopes, shortcuts } = manifest;
  const tooMany = (['commands', 'shortcuts', 'botEvents'] as const).flatMap((kind) =>
    manifest[kind].length > most[kind] ? [`There are more than ${most[kind]} ${kind}.`] : [],
  );
  const missing = botEvents.flatMap((event) => {
    const needed = eventScopes[event] ?? [];
    const hasOne = needed.length === 0 || needed.some((scope) => scopes.includes(scope));
    return hasOne ? [] : [`The event ${event} needs the scope ${needed.join(' or ')}.`];
  });
  const needsCommands = commands.length + shortcuts.length > 0 && !scopes.includes('commands');
  return [
    ...tooMany,
    ...missing,
    ...(needsCommands ? ['Commands and shortcuts need the scope commands.'] : []),
  ];
}
