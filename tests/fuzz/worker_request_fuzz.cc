#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "app/worker_protocol.h"

// Whatever a line holds, it is answered by one line that is JSON, and with the id that it had.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto item = packwarden::parse_worker_request({reinterpret_cast<const char*>(data), size});
  if (item.request && (item.request->path.empty() || item.request->path == "-")) std::abort();
  const std::string line = packwarden::worker_line(
      {item.id, packwarden::ExitStatus::clean, "{\n  \"a\": 1\n}\n", "1", "2"});
  if (std::count(line.begin(), line.end(), '\n') != 1) std::abort();
  const auto answer = packwarden::parse_json(line, "answer");
  if (!answer || answer->object()->size() != 5) std::abort();
  return 0;
}
