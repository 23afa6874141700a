#include "storage/model/rows/office_rows.h"

#include <algorithm>

namespace dockhand {

std::int64_t as_sold(const SourceRow& source, std::int64_t units) {
  const std::int64_t pack = std::max<std::int64_t>(1, source.pack.units());
  const std::int64_t least = std::max({units, source.minimum.units(), std::int64_t{0}});
  const std::int64_t missing = (pack - least % pack) % pack;
  return least > INT64_MAX - missing ? least : least + missing;
}

ImportRow::ImportRow(const ImportRow& other) = default;
ImportRow::ImportRow(ImportRow&& other) noexcept = default;
ImportRow& ImportRow::operator=(const ImportRow& other) = default;
ImportRow& ImportRow::operator=(ImportRow&& other) noexcept = default;
ImportRow::~ImportRow() = default;
bool ImportRow::operator==(const ImportRow& other) const {
  return static_cast<const AnyImportRow&>(*this) == static_cast<const AnyImportRow&>(other);
}

}  // namespace dockhand
