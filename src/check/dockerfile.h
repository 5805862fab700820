#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// An instruction of a Dockerfile (reference of its builder, "Format").
struct DockerInstruction {
  std::string name;       // in upper case
  std::string arguments;  // continued lines joined by blanks; of a here-document all of it
  ByteSpan span;          // of its first line
};

/// All of them, in order, at most 5,000; lines that are none are passed over. Linear in the bytes,
/// safe on any of them.
[[nodiscard]] std::vector<DockerInstruction> docker_instructions(std::string_view text);

/// A variable that `ENV` or `ARG` gives a value.
struct DockerVariable {
  std::string name;
  std::string value;  // without quotes around it
};

/// The variables of the arguments of `ENV` or `ARG`: `NAME=value …`, or `NAME value` of `ENV`.
[[nodiscard]] std::vector<DockerVariable> docker_variables(const DockerInstruction& instruction);

/// The blank-separated arguments that are no options: of `COPY --from=x a b` "a" and "b". Those of
/// the form of a JSON list are taken out of it.
[[nodiscard]] std::vector<std::string> docker_operands(const DockerInstruction& instruction);

/// Who the last stage of a Dockerfile runs as.
struct DockerUser {
  std::string name;   // as it stands; "": nothing says it
  std::string image;  // that the stage is based on in the end; "": there is none
  ByteSpan span;      // of the instruction that says it, or of that of the image
};

[[nodiscard]] DockerUser docker_user(const std::vector<DockerInstruction>& instructions);

}  // namespace packwarden
