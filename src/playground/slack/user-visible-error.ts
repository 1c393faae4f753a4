/** What a person is told when Slack cannot do what they asked; its message is the sentence shown. */
export class UserVisibleError extends Error {}
