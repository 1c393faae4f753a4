/** What a command answers while its upstream is not set up. */
export const NOT_CONFIGURED = {
  warmly:
    'Warmly is not set up here. Ask whoever runs Errand to set `WARMLY_API_KEY` and `WARMLY_ORGANIZATION_ID`; both are in the Warmly admin UI.',
  warp: 'Warp is not set up here. Ask whoever runs Errand to set `WARP_API_KEY`; it is made in Warp’s settings, under API Keys.',
} as const;
