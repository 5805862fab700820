'use strict';
// Finds and runs the native program. Whatever goes wrong with it is status 2: a gate that cannot look must not open.

const { spawnSync } = require('node:child_process');

const COULD_NOT_FINISH = 2;

/** The path of the native program: what PACKWARDEN_BIN names, else that of the package for this platform. */
function programPath() {
  if (process.env.PACKWARDEN_BIN) return process.env.PACKWARDEN_BIN;
  const platform = `@packwarden/${process.platform}-${process.arch}`;
  const name = process.platform === 'win32' ? 'packwarden.exe' : 'packwarden';
  try {
    return require.resolve(`${platform}/bin/${name}`);
  } catch {
    throw new Error(
      `${platform} is not installed. There is no such package for every platform, and --omit=optional or a ` +
        'node_modules that was copied from another machine leaves it out. Install it, or name a program in PACKWARDEN_BIN',
    );
  }
}

function say(text) {
  process.stderr.write(`packwarden: ${text}\n`);
}

/** Runs a program to its end. Its status; 2 where it has none, since it did not start or a signal ended it. */
function statusOf(program, args, options = {}) {
  const done = spawnSync(program, args, { stdio: 'inherit', windowsHide: true, ...options });
  if (done.error) {
    say(`${program} cannot be run: ${done.error.message}`);
  } else if (done.status === null) {
    say(`${program} was ended by ${done.signal}`);
  }
  return done.error || done.status === null ? COULD_NOT_FINISH : done.status;
}

/** The status of packwarden with these arguments. */
function runPackwarden(args, options) {
  let program;
  try {
    program = programPath();
  } catch (error) {
    say(error.message);
    return COULD_NOT_FINISH;
  }
  return statusOf(program, args, options);
}

module.exports = { COULD_NOT_FINISH, runPackwarden, say, statusOf };
