#include "assets/embedded.h"

extern "C" {
extern const unsigned char dockhand_font_text[], dockhand_font_text_end[];
extern const unsigned char dockhand_font_mono[], dockhand_font_mono_end[];
extern const unsigned char dockhand_font_icons[], dockhand_font_icons_end[];
extern const unsigned char dockhand_demo_site[], dockhand_demo_site_end[];
extern const unsigned char dockhand_demo_items[], dockhand_demo_items_end[];
extern const unsigned char dockhand_demo_barcodes[], dockhand_demo_barcodes_end[];
extern const unsigned char dockhand_demo_locations[], dockhand_demo_locations_end[];
extern const unsigned char dockhand_demo_customers[], dockhand_demo_customers_end[];
extern const unsigned char dockhand_demo_orders[], dockhand_demo_orders_end[];
extern const unsigned char dockhand_demo_purchases[], dockhand_demo_purchases_end[];
extern const unsigned char dockhand_demo_faces[], dockhand_demo_faces_end[];
extern const unsigned char dockhand_demo_asns[], dockhand_demo_asns_end[];
extern const unsigned char dockhand_demo_suppliers[], dockhand_demo_suppliers_end[];
extern const unsigned char dockhand_demo_sources[], dockhand_demo_sources_end[];
extern const unsigned char dockhand_demo_promotions[], dockhand_demo_promotions_end[];
extern const unsigned char dockhand_demo_alternatives[], dockhand_demo_alternatives_end[];
extern const unsigned char dockhand_demo_goodwill[], dockhand_demo_goodwill_end[];
extern const unsigned char dockhand_demo_wishes[], dockhand_demo_wishes_end[];
extern const unsigned char dockhand_demo_shift[], dockhand_demo_shift_end[];
extern const unsigned char dockhand_demo_evening[], dockhand_demo_evening_end[];
}

namespace dockhand::assets {

std::span<const unsigned char> font_text() { return {dockhand_font_text, dockhand_font_text_end}; }
std::span<const unsigned char> font_mono() { return {dockhand_font_mono, dockhand_font_mono_end}; }
std::span<const unsigned char> font_icons() { return {dockhand_font_icons, dockhand_font_icons_end}; }

std::span<const File> demo_files() {
  static const File files[] = {
      {"site.csv", {dockhand_demo_site, dockhand_demo_site_end}},
      {"items.csv", {dockhand_demo_items, dockhand_demo_items_end}},
      {"barcodes.csv", {dockhand_demo_barcodes, dockhand_demo_barcodes_end}},
      {"locations.csv", {dockhand_demo_locations, dockhand_demo_locations_end}},
      {"customers.csv", {dockhand_demo_customers, dockhand_demo_customers_end}},
      {"promotions.csv", {dockhand_demo_promotions, dockhand_demo_promotions_end}},
      {"alternatives.csv", {dockhand_demo_alternatives, dockhand_demo_alternatives_end}},
      {"goodwill.csv", {dockhand_demo_goodwill, dockhand_demo_goodwill_end}},
      {"suppliers.csv", {dockhand_demo_suppliers, dockhand_demo_suppliers_end}},
      {"sources.csv", {dockhand_demo_sources, dockhand_demo_sources_end}},
      {"orders.csv", {dockhand_demo_orders, dockhand_demo_orders_end}},
      {"purchases.csv", {dockhand_demo_purchases, dockhand_demo_purchases_end}},
      {"faces.csv", {dockhand_demo_faces, dockhand_demo_faces_end}},
      {"asns.csv", {dockhand_demo_asns, dockhand_demo_asns_end}},
      {"wishes.csv", {dockhand_demo_wishes, dockhand_demo_wishes_end}},
  };
  return files;
}

std::span<const File> demo_scripts() {
  static const File files[] = {
      {"shift.ui", {dockhand_demo_shift, dockhand_demo_shift_end}},
      {"evening.ui", {dockhand_demo_evening, dockhand_demo_evening_end}},
  };
  return files;
}

}  // namespace dockhand::assets
