const MARKUP = /<([^<>|]*)(?:\|([^<>]*))?>|&(amp|lt|gt);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * Undoes what Slack makes of typed text: `&amp;` and its like, and links: `<https://a.b|label>` is its address. Where
 * Slack itself made the link of a bare `a.b` or `me@a.b`, the bare text is what was typed. Mentions stay as they are.
 */
export function decodeSlackMarkup(text: string): string {
  return text.replaceAll(
    MARKUP,
    (whole: string, target: string | undefined, label: string | undefined, entity) => {
      if (typeof entity === 'string') return ENTITIES[entity] ?? whole;
      if (target === undefined || !/^[a-z][a-z0-9+.-]*:/i.test(target)) return whole;
      const address = decodeEntities(target);
      if (/^(mailto|tel):/i.test(address)) return address.replace(/^(mailto|tel):/i, '');
      const typed = label === undefined ? undefined : decodeEntities(label);
      const madeBySlack =
        typed !== undefined && (address === `http://${typed}` || address === `http://${typed}/`);
      return madeBySlack ? typed : address;
    },
  );
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/g, (whole: string, entity: string) => ENTITIES[entity] ?? whole);
}
