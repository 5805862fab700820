#include "tool/explain_topics.h"

#include <array>

namespace packwarden {
namespace {

constexpr std::array<ExplainTopic, 9> kTopics = {{
    {"clean", "Status 0",
     "All was examined, and nothing at or above the threshold was found. Findings below it are "
     "listed all the same.",
     "Nothing. --fail-on note makes every finding fail."},
    {"findings", "Status 1",
     "All was examined, and something at or above the threshold was found: the findings of which "
     "the report says that they fail.",
     "Revoke what was found, take it out and audit again; packwarden explain ID says more of "
     "each."},
    {"incomplete", "Status 2",
     "Something could not be examined, or the audit could not start. Nobody knows whether it is "
     "clean: it must stop a publish as a finding does.",
     "See the problems of the report; each names what was not examined. packwarden explain KIND "
     "says more of the kind of a problem."},
    {"io", "A problem: cannot be read or written",
     "The system refused: a file is missing, is not allowed to be read, or the disk is full.",
     "See the message of the system behind the name; then audit again."},
    {"format", "A problem: is not what its name says",
     "A file cannot be understood: a damaged archive, a package.json that is no JSON, a report of "
     "another schema.",
     "Repair or remove the file, or keep it out of the package."},
    {"limit", "A problem: a limit was reached",
     "More bytes, files, layers or matches than are examined of one thing. What is beyond the "
     "limit "
     "was not examined, so that the audit cannot be clean.",
     "Keep out of the package what is so large, or split it. The README lists the limits."},
    {"config", "A problem: the command line or a file of settings is wrong",
     "An option, a policy, a file of rules or a package.json says something that has no meaning.",
     "The message names the place. packwarden COMMAND --help shows what there is."},
    {"unsupported", "A problem: it is not known how to read this",
     "It is there, and it is of a kind that cannot be looked into: an encrypted archive, or one of "
     "a format without a reader.",
     "Publish it in another form, or keep it out of the package."},
    {"internal", "A problem: the program failed",
     "Something went wrong within packwarden, or no memory was left.",
     "Give it more memory, or fewer --threads; if it happens again, please report it."},
}};

}  // namespace

std::span<const ExplainTopic> explain_topics() { return kTopics; }

}  // namespace packwarden
