/**
 * Stands in for `azle` in unit tests. Outside a canister Azle answers with zeros instead of failing, so a
 * test that reached it would pass without testing anything.
 */
throw new Error('azle was imported by a unit test: only index.ts and ic/azle_*.ts may touch it');
