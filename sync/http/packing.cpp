#include "sync/http/packing.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

namespace dockhand {
namespace {

// Events and rows repeat each other's names, so that little effort finds most of it (bench_sync has the figures).
constexpr int effort = 6;
// A power of two: unpacking holds 8 MB beside the body itself. No program of ours makes a body that needs more.
constexpr int max_window = 23;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

Error broken() { return {ErrorKind::bad_input, "", "the packed message cannot be unpacked"}; }

}  // namespace

// One with a weight of its own ("zstd;q=0") is not ours, and is sent plain text.
bool takes_packed(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    if (trimmed(accept_encoding.substr(0, end)) == packing) return true;
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
  }
  return false;
}

std::string packed(std::string_view body) {
  std::string made(ZSTD_compressBound(body.size()), '\0');
  const std::size_t size = ZSTD_compress(made.data(), made.size(), body.data(), body.size(), effort);
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // the only thing that can be missing is memory
  made.resize(size);
  return made;
}

Result<std::string> unpacked(std::string_view body, std::size_t max) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> reader(ZSTD_createDCtx(), ZSTD_freeDCtx);
  if (!reader) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(reader.get(), ZSTD_d_windowLogMax, max_window);
  std::string text;
  std::array<char, 1 << 16> piece{};
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  for (std::size_t left = 1; left != 0;) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    left = ZSTD_decompressStream(reader.get(), &out, &in);
    const bool cut_off = left != 0 && in.pos == in.size && out.pos < out.size;
    if (ZSTD_isError(left) != 0 || cut_off) return broken();
    if (text.size() + out.pos > max) return Error{ErrorKind::bad_input, "", "the packed message is too large"};
    text.append(piece.data(), out.pos);
  }
  if (in.pos != in.size) return broken();
  return text;
}

}  // namespace dockhand
