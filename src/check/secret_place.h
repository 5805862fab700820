#pragma once

#include <vector>

#include "check/checked_file.h"
#include "finding/finding.h"

namespace packwarden {

/// Judges what rules found in one file of a package by where it stands, and joins it with what
/// checks found there. The rules know what a value opens, and not that
///
/// - keys among tests, and keys that a standard has published, open nothing: a note;
/// - what was decoded is surely a secret only where its form proves it: else medium at most;
/// - an address with a password in documentation shows how to write one: a note;
/// - a file of a key is one finding: the rule's goes to `also` of the check's;
/// - the state of a program, or a history, is worse with a secret in it.
void judge_secrets(const CheckedFile& file, std::vector<Finding>& secrets,
                   std::vector<Finding>& checks);

}  // namespace packwarden
