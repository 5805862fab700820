// What publint says of tarballs: one path on each line of the standard input, one JSON object on each line of the
// standard output. The folder of publint is the first argument.
import { createInterface } from 'node:readline'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const { publint } = await import(pathToFileURL(join(process.argv[2], 'src/index-node.js')))
process.on('unhandledRejection', () => {}) // it starts several checks at once, and awaits the first that fails
for await (const path of createInterface({ input: process.stdin })) {
  const bytes = await readFile(path)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  let answer
  try {
    answer = { messages: (await publint({ pack: { tarball } })).messages }
  } catch (error) {
    answer = { failure: String(error.message).split('\n')[0] }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
