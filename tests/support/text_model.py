#!/usr/bin/env python3
"""Makes src/validate/text_model.h: how likely one character follows another in what people write in programs.

    text_model.py DIRECTORY > src/validate/text_model.h

DIRECTORY holds program text, such as unpacked packages of the npm registry. Each distinct name and each distinct
text between quotes counts once, so that no package outweighs the others; what is plainly data does not.
"""
import math
import os
import re
import sys

SYMBOLS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+='
OTHER, START = len(SYMBOLS), len(SYMBOLS) + 1
ENDINGS = ('.js', '.mjs', '.cjs', '.ts', '.json', '.css', '.md', '.html', '.yml', '.yaml')
WORD = re.compile(rb'''["'`][^\s"'`\\<>(){};,$|^*]{5,120}["'`]|\b[A-Za-z_][A-Za-z0-9_.-]{5,60}\b''')
DATA = re.compile(rb'[0-9a-fA-F-]{16,}|[A-Za-z0-9+/]{40,}={0,2}|sha\d+-.*|data:.*')
PARTS_OF_A_BIT = 8


def words_below(directory):
    words = set()
    for path, _, files in os.walk(directory):
        for file in files:
            if file.endswith(ENDINGS) and os.path.isfile(os.path.join(path, file)):
                with open(os.path.join(path, file), 'rb') as text:
                    words.update(word.strip(b'"\'`') for word in WORD.findall(text.read()))
    return [word.decode('ascii') for word in words if word.isascii() and not DATA.fullmatch(word)]


def counts_of(words):
    place = {symbol: i for i, symbol in enumerate(SYMBOLS)}
    counts = [[0.3] * (OTHER + 1) for _ in range(START + 1)]  # nothing is impossible
    for word in words:
        before = START
        for symbol in word:
            at = place.get(symbol, OTHER)
            counts[before][at] += 1
            before = at
    return counts


def main():
    words = words_below(sys.argv[1])
    print('%d words' % len(words), file=sys.stderr)
    print('''#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Made by tests/support/text_model.py of %d distinct words and texts of npm packages.
namespace packwarden {

/// The symbols of the model; all others count as one, behind them.
inline constexpr std::string_view kModelSymbols =
    "%s";
inline constexpr std::size_t kModelOther = kModelSymbols.size();
inline constexpr std::size_t kModelStart = kModelOther + 1;

/// [before][symbol]: how surprising the symbol is there, in %dths of a bit; at most 255.
// clang-format off
inline constexpr std::array<std::array<std::uint8_t, kModelOther + 1>, kModelStart + 1> kSurprise = {{''' % (
        len(words), SYMBOLS, PARTS_OF_A_BIT))
    for row in counts_of(words):
        costs = [min(255, round(-math.log2(count / sum(row)) * PARTS_OF_A_BIT)) for count in row]
        text = ','.join(map(str, costs))
        lines = re.findall(r'.{1,96}(?:,|$)', text)
        print('  {{' + '\n    '.join(lines) + '}},')
    print('''}};
// clang-format on

}  // namespace packwarden''')


main()
