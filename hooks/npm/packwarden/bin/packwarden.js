#!/usr/bin/env node
'use strict';
const { becomePackwarden } = require('../lib/program.js');

becomePackwarden(process.argv.slice(2));
