/**
 * `npm run bench`: instructions, sizes and heap against `budgets.json`; exits 1 when a budget is exceeded. A budget
 * above its goal is what has been reached so far. Instructions are those executed, as the goals count them; what a
 * replica charges for the same call, bytes of the reply included, is printed beside them. A second table shows how
 * costs grow with the identities, to which `--growth` adds a million. Times are printed and not judged: they are the
 * machine's.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Costs, measureHeap, measureInstructions, measureManySignatures } from './bench/instructions.ts';
import { measureArchive } from './bench/archive_instructions.ts';
import { measureOpenId } from './bench/openid_instructions.ts';
import { measurePageTimes } from './bench/page_times.ts';
import { measureLoad } from './bench/server_load.ts';
import { measureTimes } from './bench/server_times.ts';
import { measureSizes } from './bench/sizes.ts';

interface Budget {
  readonly goal: number;
  readonly budget: number;
}

interface GrowthRule {
  readonly from: number;
  readonly to: number;
  readonly atMost: number;
}

interface Budgets {
  /** Millions of IC instructions at 1,000 identities. */
  readonly instructions: Record<string, Budget>;
  /** Millions of IC instructions of what takes a provider's token. */
  readonly openId: Record<string, Budget>;
  /** Millions of IC instructions of what the archive takes. */
  readonly archive: Record<string, Budget>;
  /** Millions more for the same call with a Rust client's type tables. */
  readonly rustClients: number;
  /** Cost of any call with many identities by its cost with few. */
  readonly growth: readonly GrowthRule[];
  /** Cost of `prepare_delegation` at 10,000 live signatures by its cost at 5. */
  readonly manySignatures: number;
  /** Bytes, gzipped. */
  readonly sizes: Record<string, number>;
  /** Bytes of wasm heap. */
  readonly heap: { readonly installed: number; readonly at100000Identities: number };
}

const { values: options } = parseArgs({ options: { growth: { type: 'boolean', default: false } } });
const budgets = JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8')) as Budgets;
let exceeded = 0;

function row(name: string, measured: string, budget: string, note: string): void {
  console.log(`${name.padEnd(46)} ${measured.padStart(12)} ${budget.padStart(12)} ${note}`.trimEnd());
}

function judge(
  name: string,
  measured: number,
  budget: number | undefined,
  goal = budget,
  digits = 2,
  note = '',
): void {
  const isOver = budget === undefined || measured > budget;
  if (isOver) exceeded++;
  const verdict = isOver ? 'EXCEEDED' : goal !== undefined && measured > goal ? `goal ${goal}` : '';
  row(name, measured.toFixed(digits), budget?.toFixed(digits) ?? 'none', note + verdict);
}

/** Prints and judges what calls cost at every number of identities; installations do not look at them. */
function judgeGrowth(costs: ReadonlyMap<number, Costs>): void {
  const counts = [...costs.keys()];
  const rules = budgets.growth.filter(({ from, to }) => costs.has(from) && costs.has(to));
  const title = rules.map(({ from, to, atMost }) => `${to} by ${from}: at most ${atMost}`).join(', ');
  console.log(`\nidentities: ${title}`);
  row('', '', '', counts.map((count) => String(count).padStart(9)).join(' '));
  for (const name of Object.keys(costs.get(counts[0]!)!)) {
    if (name === 'install') continue;
    const cost = (count: number): number => costs.get(count)![name]!;
    const grown = rules.map(({ from, to, atMost }) => ({ growth: cost(to) / cost(from), atMost }));
    // A growth that is not a number is no less wrong.
    const isOver = !grown.every(({ growth, atMost }) => growth <= atMost);
    if (isOver) exceeded++;
    const shown = counts.map((count) => cost(count).toFixed(2).padStart(9)).join(' ');
    const growths = grown.map(({ growth }) => growth.toFixed(2).padStart(6)).join(' ');
    row(name, '', '', `${shown} ${growths} ${isOver ? 'EXCEEDED' : ''}`);
  }
}

row(
  'IC instructions, millions, 1,000 identities',
  'executed',
  'budget',
  'a replica charges; Rust client, more',
);
const many = measureInstructions(1000);
for (const [name, cost] of Object.entries(many.costs)) {
  const { budget, goal } = budgets.instructions[name] ?? {};
  const charge = many.charges[name];
  const fromRust = many.costsFromRust[name];
  const note = [
    (charge?.toFixed(2) ?? '').padStart(6),
    (fromRust === undefined ? '' : (fromRust - cost).toFixed(2)).padStart(6),
    '',
  ].join(' ');
  judge(name, cost, budget, goal, 2, note);
}
for (const name of Object.keys(budgets.instructions)) {
  if (!(name in many.costs)) judge(`${name}: not measured`, Infinity, 0);
}
for (const [name, cost] of Object.entries(many.costsFromRust)) {
  const more = cost - many.costs[name]!;
  if (more > budgets.rustClients) judge(`${name} from a Rust client, more`, more, budgets.rustClients);
}

for (const [name, cost] of Object.entries(measureOpenId())) {
  judge(name, cost, budgets.openId[name]?.budget, budgets.openId[name]?.goal);
}

for (const [name, cost] of Object.entries(measureArchive())) {
  judge(name, cost, budgets.archive[name]?.budget, budgets.archive[name]?.goal);
}

for (const [name, bytes] of Object.entries(measureSizes())) {
  judge(`${name}, bytes`, bytes, budgets.sizes[name], undefined, 0);
}
judge('heap after install, bytes', many.heapInstalled, budgets.heap.installed, undefined, 0);

const heapAtMost = budgets.heap.at100000Identities;
judge('heap at 100,000 identities, bytes', measureHeap(100_000), heapAtMost, undefined, 0);
const fewSignatures = many.costs['prepare_delegation, 5 live signatures']!;
judge(
  'prepare_delegation, 10,000 signatures by 5',
  measureManySignatures(10_000) / fewSignatures,
  budgets.manySignatures,
);

const costs = new Map([[10, measureInstructions(10).costs]]);
costs.set(1000, many.costs);
for (const count of options.growth ? [100_000, 1_000_000] : [100_000]) {
  costs.set(count, measureInstructions(count).costs);
}
judgeGrowth(costs);

const times = { ...(await measureTimes()), ...(await measurePageTimes()) };
for (const [name, ms] of Object.entries(times)) row(name, `${ms.toFixed(1)} ms`, '', '');
for (const { name, value, unit, goal } of await measureLoad()) {
  row(name, `${value.toFixed(1)} ${unit}`, '', `goal ${goal}`);
}
process.exit(exceeded === 0 ? 0 : 1);
