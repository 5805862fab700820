#!/usr/bin/env node
'use strict';
const { runPackwarden } = require('../lib/program.js');

process.exitCode = runPackwarden(process.argv.slice(2));
