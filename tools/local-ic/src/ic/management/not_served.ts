/** Methods of the management canister that one machine without those networks cannot serve, and why. */
export const NOT_SERVED: ReadonlyMap<string, string> = new Map([
  ['vetkd_public_key', 'vetKeys are not derived here'],
  ['vetkd_derive_key', 'vetKeys are not derived here'],
  ['bitcoin_get_balance', 'there is no Bitcoin network here'],
  ['bitcoin_get_utxos', 'there is no Bitcoin network here'],
  ['bitcoin_get_block_headers', 'there is no Bitcoin network here'],
  ['bitcoin_get_current_fee_percentiles', 'there is no Bitcoin network here'],
  ['bitcoin_send_transaction', 'there is no Bitcoin network here'],
  ['bitcoin_send_transaction_internal', 'there is no Bitcoin network here'],
  ['bitcoin_get_successors', 'there is no Bitcoin network here'],
  ['flexible_http_request', 'HTTPS outcalls are made with http_request'],
  ['rename_canister', 'canisters stay on their subnet'],
  ['setup_initial_dkg', 'subnets are made with the instance'],
  ['reshare_chain_key', 'keys stay on their subnet'],
]);
