// Starts telegram-test-api, somebody else's emulator of the Bot API, on a free port of this machine.
//
// usage: node telegram_server.cjs FOLDER    FOLDER has node_modules in it
//
// Prints {"url": …}: there the bot finds the Bot API, and the person's side of the emulator is there
// too (POST /sendCommand, /sendMessage, /sendCallback, /getUpdatesHistory). Ends with its input.
'use strict';
const net = require('node:net');
const path = require('node:path');
const { createRequire } = require('node:module');

const inFolder = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'));
const TelegramServer = inFolder('telegram-test-api');

const freePort = () =>
  new Promise((found) => {
    const probe = net.createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

(async () => {
  // What was said stays for as long as a test may take.
  const server = new TelegramServer({
    port: await freePort(), host: '127.0.0.1', storeTimeout: 3600,
  });
  await server.start();
  process.stdout.write(`${JSON.stringify({ url: server.config.apiURL })}\n`);
})();

process.stdin.on('end', () => process.exit(0)).resume();
