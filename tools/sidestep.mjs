#!/usr/bin/env node
// npx sidestep-race …: builds the command-line program when it is missing or old, then runs it. Standard output belongs to the program.
import { checkNode } from './setup/node.mjs';

checkNode();
// Loaded only now: an old Node cannot read this.
import('./cli.mjs').then(({ run }) => run());
