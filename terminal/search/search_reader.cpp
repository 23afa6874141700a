#include "terminal/search/search_reader.h"

#include <utility>

namespace dockhand {
namespace {

SearchReader::Read read_from(const Views& books) {
  const auto views = books.another();
  if (!views) return views.error();
  auto rows = (*views)->searchable();
  if (!rows) return rows.error();
  return std::make_shared<const SearchIndex>(std::move(rows).value());
}

}  // namespace

SearchReader::Index SearchReader::index_at(std::uint64_t version, const Views& books, std::function<void(Read)> done) {
  if (busy_ || (index_ && version_ == version)) return busy_ ? nullptr : index_;
  busy_ = true;
  index_ = nullptr;
  version_ = version;
  reading_ = std::async(std::launch::async, [&books, done = std::move(done)] { done(read_from(books)); });
  return nullptr;
}

void SearchReader::is_read(const Read& read) {
  busy_ = false;
  if (read) index_ = *read;
}

}  // namespace dockhand
