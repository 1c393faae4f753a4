/** Words that the generated visitors, accounts and signals are made of. All names are invented. */

export const industries = [
  'Software',
  'Financial Services',
  'Healthcare',
  'Manufacturing',
  'Logistics',
  'Retail',
  'Education',
  'Energy',
] as const;

export const employeeSizeBands = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001+',
] as const;

export const places = [
  { country: 'United States', city: 'Austin' },
  { country: 'United States', city: 'Chicago' },
  { country: 'United Kingdom', city: 'London' },
  { country: 'Germany', city: 'Berlin' },
  { country: 'Canada', city: 'Toronto' },
  { country: 'France', city: 'Lyon' },
  { country: 'Netherlands', city: 'Utrecht' },
  { country: 'Australia', city: 'Melbourne' },
] as const;

export const pages = [
  '/',
  '/pricing',
  '/product/integrations',
  '/product/security',
  '/customers',
  '/blog/pipeline-from-traffic',
  '/blog/speed-to-lead',
  '/docs/api',
  '/compare',
  '/demo',
  '/careers',
  '/contact',
] as const;

export const companyHeads = [
  'Northwind',
  'Halcyon',
  'Copperline',
  'Brightwater',
  'Juniper Hill',
  'Fernhollow',
  'Stonebridge',
  'Lumen Bay',
  'Quarry',
  'Tidewell',
  'Meridian Oak',
  'Papercrane',
  'Ironleaf',
  'Saltmarsh',
  'Kestrel',
] as const;

export const companyTails = ['Labs', 'Systems', 'Freight', 'Health'] as const;

export const firstNames = [
  'Amara',
  'Ben',
  'Chiara',
  'Dmitri',
  'Elena',
  'Farid',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Keiko',
  'Liam',
  'Mei',
  'Noor',
  'Oscar',
  'Priya',
] as const;

export const lastNames = [
  'Abernathy',
  'Bianchi',
  'Castellanos',
  'Dupont',
  'Eriksen',
  'Fairweather',
  'Grüber',
  'Hashimoto',
  'Iyer',
  'Jankowski',
  "O'Keefe",
  'Lindqvist',
] as const;

export const titles = [
  'VP Sales',
  'Head of Growth',
  'Revenue Operations Manager',
  'Account Executive',
  'Chief Technology Officer',
  'Marketing Director',
  'Product Manager',
  'Founder',
] as const;

export const sources = ['Google Ads', 'LinkedIn', 'Direct', 'Newsletter', 'Organic search'] as const;

/** Category, type and subtype of what third parties report. */
export const signalKinds = [
  { category: 'hiring', type: 'job_posting', subtype: 'sales_role', says: 'is hiring for a sales role' },
  { category: 'hiring', type: 'job_posting', subtype: 'engineering_role', says: 'is hiring engineers' },
  { category: 'funding', type: 'round', subtype: 'series_a', says: 'raised a Series A' },
  { category: 'funding', type: 'round', subtype: 'series_b', says: 'raised a Series B' },
  { category: 'people', type: 'job_change', subtype: 'new_executive', says: 'has a new executive' },
  { category: 'social', type: 'post', subtype: 'competitor_mention', says: 'mentioned a competitor' },
  { category: 'technology', type: 'stack_change', subtype: 'crm_added', says: 'added a CRM' },
] as const;
