#include "storage/model/rows/office_rows.h"

namespace dockhand {

ImportRow::ImportRow(const ImportRow& other) = default;
ImportRow::ImportRow(ImportRow&& other) noexcept = default;
ImportRow& ImportRow::operator=(const ImportRow& other) = default;
ImportRow& ImportRow::operator=(ImportRow&& other) noexcept = default;
ImportRow::~ImportRow() = default;
bool ImportRow::operator==(const ImportRow& other) const {
  return static_cast<const AnyImportRow&>(*this) == static_cast<const AnyImportRow&>(other);
}

}  // namespace dockhand
