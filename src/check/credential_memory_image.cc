#include <array>
#include <string>

#include "check/all.h"
#include "check/example_name.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

/// gABI, "ELF header": `e_type` is ET_CORE, in the byte order that `e_ident` says.
bool is_elf_core(std::string_view bytes) {
  constexpr std::size_t kOrder = 5;
  constexpr std::size_t kType = 16;
  constexpr unsigned kCore = 4;
  if (!bytes.starts_with("\x7F"
                         "ELF"))
    return false;
  const bool is_big = byte_at(bytes, kOrder) == 2;
  return byte_at(bytes, kType + (is_big ? 1 : 0)) == kCore &&
         byte_at(bytes, kType + (is_big ? 0 : 1)) == 0;
}

/// Darwin's loader.h: `filetype` is MH_CORE.
bool is_mach_core(std::string_view bytes) {
  constexpr std::size_t kType = 12;
  const std::string_view type = bytes.substr(0, kType + 4).substr(std::min(kType, bytes.size()));
  if (bytes.starts_with("\xCE\xFA\xED\xFE") || bytes.starts_with("\xCF\xFA\xED\xFE")) {
    return type == "\4\0\0\0"sv;
  }
  return (bytes.starts_with("\xFE\xED\xFA\xCE") || bytes.starts_with("\xFE\xED\xFA\xCF")) &&
         type == "\0\0\0\4"sv;
}

/// Cores, Windows' dumps and those of Java's heap.
bool is_image(std::string_view bytes) {
  return is_elf_core(bytes) || is_mach_core(bytes) || bytes.starts_with("MDMP\x93\xA7") ||
         bytes.starts_with("JAVA PROFILE 1.0.");
}

/// What V8 writes of its heap.
bool is_snapshot_of_heap(const CheckedFile& file) {
  return file.extension() == "heapsnapshot" || file.extension() == "heapprofile";
}

/// Node.js, "Diagnostic report".
bool is_report(const CheckedFile& file) {
  const auto holds = [&](std::string_view part) {
    return file.bytes().find(part) != std::string_view::npos;
  };
  return file.name().starts_with("report.") && file.extension() == "json" &&
         holds("\"reportVersion\"") && holds("\"environmentVariables\"");
}

void run(const CheckedFile& file, FileHits& hits) {
  if (!is_image(file.bytes()) && !is_snapshot_of_heap(file) && !is_report(file)) return;
  if (!file.is_test()) return hits.add();
  hits.add({Severity::medium, "", std::string(kLeaveOutTests)});
}

}  // namespace

const FileCheck kCredentialMemoryImage = {
    {"cred-memory-image", Severity::critical, "Image of a program's memory",
     "It holds what the program knew: tokens, variables of the environment, data.", kKeepOut},
    Reach::every,
    {},
    run,
    {}};

}  // namespace packwarden
