/** Body of POST /instances. */
import type { JsonObject, JsonValue } from '../../encoding/lossless_json.ts';
import type { SubnetKind, SystemFeature } from '../../ic/types.ts';
import { HttpError } from '../http/message.ts';
import { asArray, asNat64, asObject, asText, asTime, optional } from './fields.ts';
import { type GatewayOptions, parseGatewayOptions } from './gateway_options.ts';

export interface InstanceConfig {
  /** Kinds of the subnets, in the order in which they are made. */
  readonly subnets: readonly SubnetKind[];
  readonly features: readonly SystemFeature[];
  readonly stateDir: string | undefined;
  /** Nanoseconds since the epoch, or nothing for the default. */
  readonly initialTime: bigint | undefined;
  /** Milliseconds of artificial latency when the instance is to follow the wall clock from the start. */
  readonly autoProgress: number | undefined;
  readonly gateway: GatewayOptions | undefined;
  /** False when messages are to be accepted without checks. */
  readonly checksIngress: boolean;
}

const NAMED_SUBNETS = [
  ['nns', 'NNS'],
  ['sns', 'SNS'],
  ['ii', 'II'],
  ['fiduciary', 'Fiduciary'],
  ['bitcoin', 'Bitcoin'],
] as const;
const LISTED_SUBNETS = [
  ['system', 'System'],
  ['application', 'Application'],
  ['verified_application', 'VerifiedApplication'],
] as const;
const MAX_SUBNETS = 64;

/** Features that there are, with the subnet that each of them makes when it is missing. */
const FEATURE_SUBNETS: Readonly<Record<SystemFeature, SubnetKind>> = {
  registry: 'NNS',
  cycles_minting: 'NNS',
  cycles_token: 'II',
};

/**
 * Unknown keys and settings of no consequence here are ignored, those that would change what the client relies on are
 * refused.
 * @throws HttpError 400 naming what is not supported or malformed
 */
export function parseInstanceConfig(value: JsonValue): InstanceConfig {
  const config = asObject(value, 'instance config');
  refuseSetting(config, 'incomplete_state');
  const features = optional(config, 'icp_features', parseFeatures) ?? [];
  for (const field of ['bitcoind_addr', 'dogecoind_addr'] as const) {
    if (optional(config, field, asArray)?.length) throw unsupported(field);
  }
  const set = asObject(config['subnet_config_set'], 'subnet_config_set');
  const subnets = parseSubnets(set, features);
  const time = optional(config, 'initial_time', asObject);
  const stateDir = optional(config, 'state_dir', asText);
  if (subnets.length === 0 && stateDir === undefined) {
    throw new HttpError(400, 'SubnetConfigSet must contain at least one subnet');
  }
  return {
    subnets,
    features,
    stateDir,
    initialTime: parseTimestamp(time),
    autoProgress: parseAutoProgress(time),
    gateway: optional(config, 'http_gateway_config', parseGatewayOptions),
    checksIngress: config['disable_ingress_validation'] !== true,
  };
}

function parseSubnets(set: JsonObject, features: readonly SystemFeature[]): SubnetKind[] {
  const subnets: SubnetKind[] = [];
  for (const [field, kind] of NAMED_SUBNETS) {
    const spec = optional(set, field, asObject);
    if (spec !== undefined) checkSpec(spec);
    if (spec !== undefined || features.some((feature) => FEATURE_SUBNETS[feature] === kind))
      subnets.push(kind);
  }
  for (const [field, kind] of LISTED_SUBNETS) {
    for (const spec of optional(set, field, asArray) ?? []) {
      checkSpec(asObject(spec, field));
      subnets.push(kind);
    }
  }
  if ((optional(set, 'cloud_engine', asArray)?.length ?? 0) > 0)
    throw unsupported('subnets of kind cloud_engine');
  if (subnets.length > MAX_SUBNETS) throw new HttpError(400, `at most ${MAX_SUBNETS} subnets are possible`);
  return subnets;
}

function checkSpec(spec: JsonObject): void {
  const state = spec['state_config'];
  if (state !== undefined && state !== null && state !== 'New') {
    throw unsupported('a state_config other than New');
  }
}

/** `{ <feature>: 'DefaultConfig' }` */
function parseFeatures(value: JsonValue | undefined): SystemFeature[] {
  const wanted = Object.entries(asObject(value, 'icp_features')).filter(([, setting]) => setting !== null);
  const unknown = wanted.filter(([name]) => !Object.hasOwn(FEATURE_SUBNETS, name));
  if (unknown.length > 0) throw unsupported(`icp_features (${unknown.map(([name]) => name).join(', ')})`);
  for (const [name, setting] of wanted) {
    if (setting !== 'DefaultConfig') throw new HttpError(400, `icp_features.${name} must be 'DefaultConfig'`);
  }
  return wanted.map(([name]) => name as SystemFeature);
}

/** A group of switches is accepted while it switches nothing on. */
function refuseSetting(config: JsonObject, field: string): void {
  const value = config[field];
  if (value === undefined || value === null || value === false) return;
  if (typeof value === 'object' && !Array.isArray(value)) {
    const set = Object.entries(value).filter(([, setting]) => setting !== null);
    if (set.length === 0) return;
    throw unsupported(`${field} (${set.map(([name]) => name).join(', ')})`);
  }
  throw unsupported(field);
}

function parseTimestamp(time: JsonObject | undefined): bigint | undefined {
  const timestamp = time && optional(time, 'Timestamp', asObject);
  return timestamp && asTime(timestamp['nanos_since_epoch'], 'nanos_since_epoch');
}

function parseAutoProgress(time: JsonObject | undefined): number | undefined {
  const progress = time && optional(time, 'AutoProgress', asObject);
  return progress && parseDelay(progress);
}

/** `artificial_delay_ms`, missing or null for none; at most an hour. */
export function parseDelay(config: JsonObject): number {
  const delay = optional(config, 'artificial_delay_ms', asNat64) ?? 0n;
  if (delay > 3_600_000n) throw new HttpError(400, 'artificial_delay_ms is more than an hour');
  return Number(delay);
}

function unsupported(what: string): HttpError {
  return new HttpError(400, `local-ic does not support ${what}`);
}
