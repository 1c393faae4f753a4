import type { LocalWarmlyTool } from './tool.ts';

const sequences = [
  'Inbound follow-up',
  'Pricing page visitors',
  'Closed-lost revival',
  'Event attendees',
] as const;

/** The asynchronous tools: one runs to its end by itself, the other stops for a person's approval. */
export function createWriteTools(): LocalWarmlyTool[] {
  const enrolled = new Set<string>();
  return [
    {
      name: 'enroll_in_sequence',
      description: 'Put a contact into an e-mail sequence. Takes a few seconds; nobody is enrolled twice.',
      isAsync: true,
      steps: { pendingMs: 1_500, runningMs: 4_500 },
      inputSchema: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: {
          email: {
            type: 'string',
            format: 'email',
            title: 'E-mail',
            description: "The contact's business address.",
          },
          sequence: {
            type: 'string',
            enum: sequences,
            description: 'The sequence to enroll the contact in.',
          },
          startDate: {
            type: 'string',
            format: 'date',
            title: 'Start date',
            description: 'First day of sending.',
          },
          endDate: {
            type: 'string',
            format: 'date',
            title: 'End date',
            description: 'No message is sent after it.',
          },
          sendOnWeekends: { type: 'boolean', description: 'Whether to send on Saturdays and Sundays.' },
          channels: {
            type: 'array',
            description: 'Where to reach the contact.',
            items: { type: 'string', enum: ['email', 'linkedin', 'phone'] },
            minItems: 1,
            uniqueItems: true,
          },
          tags: {
            type: 'array',
            description: 'Labels to set on the contact.',
            items: { type: 'string' },
            maxItems: 10,
          },
          delayDays: {
            type: 'integer',
            description: 'Days between two messages.',
            minimum: 1,
            maximum: 30,
            default: 3,
          },
          note: { type: 'string', description: 'For the owner of the contact.', maxLength: 500 },
        },
        required: ['email', 'sequence'],
        additionalProperties: false,
      },
      run: (input, { executionId }) => {
        const email = String(input['email']).toLowerCase();
        const key = `${email} ${String(input['sequence'])}`;
        if (enrolled.has(key)) {
          return {
            ok: false,
            userFacingError: `${email} is already enrolled in “${String(input['sequence'])}”.`,
          };
        }
        if (email.startsWith('bounced')) {
          return { ok: false, userFacingError: `Mail to ${email} bounced before, so it cannot be enrolled.` };
        }
        enrolled.add(key);
        return {
          ok: true,
          output: {
            enrollmentId: `enr_${executionId.slice(0, 8)}`,
            email,
            sequence: input['sequence'],
            messagesPlanned: 4,
          },
        };
      },
    },
    {
      name: 'send_linkedin_invites',
      description: 'Invite people on LinkedIn. Waits for an approval in Warmly before anything is sent.',
      isAsync: true,
      steps: { pendingMs: 1_000, runningMs: 2_000, approval: true },
      inputSchema: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: {
          profileUrls: {
            type: 'array',
            title: 'Profiles',
            description: 'Addresses of LinkedIn profiles, 25 at most.',
            items: { type: 'string', format: 'uri' },
            minItems: 1,
            maxItems: 25,
          },
          message: { type: 'string', description: 'Sent with the invitation.', maxLength: 300 },
          sendAfter: { type: 'string', format: 'date-time', description: 'Not before this moment.' },
        },
        required: ['profileUrls'],
        additionalProperties: false,
      },
      run: (input) => {
        const profileUrls = Array.isArray(input['profileUrls']) ? input['profileUrls'] : [];
        return { ok: true, output: { invited: profileUrls.length, profileUrls } };
      },
    },
  ];
}
