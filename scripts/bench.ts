/**
 * `npm run bench`: instructions, sizes and ratios against `budgets.json`; exits 1 when one is exceeded. Times
 * are printed and not judged: they are the machine's.
 */
import { readFileSync } from 'node:fs';
import { measureInstructions } from './bench/instructions.ts';
import { measurePageTimes } from './bench/page_times.ts';
import { measureLoad } from './bench/server_load.ts';
import { measureTimes } from './bench/server_times.ts';
import { measureSizes } from './bench/sizes.ts';

interface Budgets {
  /** Millions of IC instructions at 1,000 identities. */
  readonly instructions: Record<string, number>;
  /** Bytes. */
  readonly sizes: Record<string, number>;
  /** Cost at 1,000 identities by the cost at 10, for every method. */
  readonly growth: number;
}

const budgets = JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8')) as Budgets;
let exceeded = 0;

function line(name: string, value: string, budget: string, ok: boolean): void {
  if (!ok) exceeded++;
  console.log(`${name.padEnd(46)} ${value.padStart(12)} ${budget.padStart(12)}${ok ? '' : '   EXCEEDED'}`);
}

const few = measureInstructions(10);
const many = measureInstructions(1000);
line('IC instructions, millions, 1,000 identities', 'measured', 'budget', true);
for (const [name, cost] of Object.entries(many.costs)) {
  const budget = budgets.instructions[name];
  line(name, cost.toFixed(2), budget?.toFixed(2) ?? 'none', budget !== undefined && cost <= budget);
}
for (const name of Object.keys(budgets.instructions)) {
  if (!(name in many.costs)) line(name, 'not measured', '', false);
}
for (const [name, cost] of Object.entries(many.costs)) {
  if (name === 'install') continue;
  const growth = cost / few.costs[name]!;
  if (growth > budgets.growth) line(`growth of ${name}`, growth.toFixed(2), budgets.growth.toFixed(2), false);
}

const sizes: Record<string, number> = { ...measureSizes() };
for (const [name, bytes] of Object.entries(sizes)) {
  const budget = budgets.sizes[name];
  line(`${name}, bytes`, String(bytes), String(budget ?? 'none'), budget !== undefined && bytes <= budget);
}

const times = { ...(await measureTimes()), ...(await measurePageTimes()) };
for (const [name, ms] of Object.entries(times))
  console.log(`${name.padEnd(46)} ${ms.toFixed(1).padStart(9)} ms`);
for (const { name, value, unit, goal } of await measureLoad())
  console.log(`${name.padEnd(46)} ${value.toFixed(1).padStart(9)} ${unit} (goal ${goal})`);
process.exit(exceeded === 0 ? 0 : 1);
