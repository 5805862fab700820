#include "base/descriptor.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/text.h"

namespace packwarden {
namespace {

/// Waits until a pipe that another process made non-blocking has something to say.
void wait_for_data(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  ::poll(&waiting, 1, -1);
}

}  // namespace

Error system_error(std::string where, int error_number, std::string_view action) {
  std::string what = ascii_lower(std::generic_category().message(error_number));
  if (!action.empty()) what = "cannot " + std::string(action) + ": " + what;
  return Error{ErrorKind::io, std::move(where), std::move(what), std::nullopt};
}

bool is_missing(const Error& error) {
  return error.kind == ErrorKind::io && error.what.ends_with(system_error({}, ENOENT).what);
}

Result<std::size_t> read_full(int descriptor, std::span<char> buffer, NoData no_data,
                              const std::string& where) {
  std::size_t used = 0;
  while (used < buffer.size()) {
    const ssize_t count = ::read(descriptor, buffer.data() + used, buffer.size() - used);
    if (count == 0) break;
    if (count > 0) {
      used += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN && no_data == NoData::wait) {
      wait_for_data(descriptor);
    } else if (errno != EINTR) {
      return fail(system_error(where, errno));
    }
  }
  return used;
}

Result<std::string> read_on(int descriptor, std::string head, std::uint64_t expected,
                            std::uint64_t most, const std::string& where) {
  // Piece by piece: what resize() fills with zeros is still in the cache when it is overwritten.
  constexpr std::uint64_t kPiece = std::uint64_t{64} << 10U;
  head.reserve(expected + 1);
  while (head.size() <= most) {
    const std::size_t begin = head.size();
    const std::uint64_t left = expected + 1 > begin ? expected + 1 - begin : kPiece;
    head.resize(begin + std::min(left, kPiece));
    TRY_ASSIGN(const std::size_t count,
               read_full(descriptor, std::span(head).subspan(begin), NoData::fail, where));
    if (begin + count < head.size()) {
      head.resize(begin + count);
      break;
    }
  }
  return head;
}

}  // namespace packwarden
