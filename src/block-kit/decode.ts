/**
 * Text as Slack sends it (events, commands with `should_escape`) as the person typed it: entities decoded, links as
 * label and address, mentions as `@name` and `#name`. Names that Slack did not send stay ids.
 */
export function decodeSlackText(text: string): string {
  return text.replace(/<([^<>\n]*)>|&(amp|lt|gt);/g, (match, token?: unknown, entity?: unknown) => {
    if (typeof entity === 'string') return CHARACTERS.get(entity) ?? match;
    return typeof token === 'string' ? decodeToken(token, match) : match;
  });
}

const CHARACTERS = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
]);

function decodeToken(token: string, whole: string): string {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : decodeEntities(token.slice(bar + 1));
  if (/^@[UWB][A-Z0-9]*$/.test(target)) return `@${label || target.slice(1)}`;
  if (/^#[CG][A-Z0-9]*$/.test(target)) return `#${label || target.slice(1)}`;
  if (target.startsWith('!subteam^')) return withAt(label || target.slice('!subteam^'.length));
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!')) return withAt(label || target.slice(1));
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return decodeLink(decodeEntities(target), label);
  return decodeEntities(whole);
}

/** Slack adds the scheme to a typed `example.com`: what was typed is the label. */
function decodeLink(url: string, label: string): string {
  if (label === '' || label === url) return url;
  const bare = url.replace(/^(https?:\/\/|mailto:|tel:)/i, '');
  return bare === label || bare === `${label}/` ? label : `${label} (${url})`;
}

function withAt(name: string): string {
  return name.startsWith('@') ? name : `@${name}`;
}

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (match, entity: string) => CHARACTERS.get(entity) ?? match);
}
