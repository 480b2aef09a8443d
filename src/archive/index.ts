/** The archive as Azle sees it: one method for each of its interface, in its order. */
import { init, msgArgData, msgReply, postUpgrade, query, trap, update } from 'azle';
import { decode_init } from '../declarations/archive_codec.ts';
import { trapText } from '../backend/api/trap_text.ts';
import { createAzleIc } from '../backend/ic/azle_ic.ts';
import { installNativeCode } from '../backend/ic/azle_native.ts';
import * as methods from './api/archive_methods.ts';
import { type Archive, install, upgrade } from './services/archive.ts';

/** Set by init and by every upgrade before any other method can run. */
let archive: Archive | null = null;

/** Runs a method and replies; whatever it throws becomes a reject of one line that undoes the message. */
function answer(handler: methods.Handler): void | Promise<void> {
  try {
    if (archive === null) throw new Error('not installed');
    const reply = handler(archive, msgArgData());
    if (reply instanceof Promise) return reply.then(msgReply).catch((error) => trap(trapText(error)));
    msgReply(reply);
  } catch (error) {
    trap(trapText(error));
  }
}

/** Starts the archive by init or upgrade. */
function start(how: typeof install): void {
  try {
    installNativeCode();
    const argument = msgArgData();
    archive = how(createAzleIc(), argument, decode_init(argument)[0]);
  } catch (error) {
    trap(trapText(error));
  }
}

export default class {
  @init([], { manual: true })
  init(): void {
    start(install);
  }

  @postUpgrade([], { manual: true })
  post_upgrade(): void {
    start(upgrade);
  }

  @query([], undefined, { manual: true })
  get_anchor_entries(): void | Promise<void> {
    return answer(methods.get_anchor_entries);
  }

  @query([], undefined, { manual: true })
  get_entries(): void | Promise<void> {
    return answer(methods.get_entries);
  }

  @update([], undefined, { manual: true })
  write_entry(): void | Promise<void> {
    return answer(methods.write_entry);
  }

  @update([], undefined, { manual: true })
  status(): void | Promise<void> {
    return answer(methods.status);
  }

  @query([], undefined, { manual: true })
  http_request(): void | Promise<void> {
    return answer(methods.http_request);
  }
}
