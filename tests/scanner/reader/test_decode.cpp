#include <cmath>

#include "scanner/bars/straighten.h"
#include "scanner/image/box.h"
#include "scanner/meaning/parse.h"
#include "scanner/reader/decode.h"
#include "scanner/reader/frames.h"
#include "scanner/reader/locator.h"
#include "scanner/reader/reader.h"
#include "tests/support/pictures/label_pictures.h"
#include "tests/support/pictures/synthetic_frames.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static std::vector<Symbol> read(const Picture& picture) { return read_still(picture.view(), {}); }
  static Symbol only_symbol(const std::string& name) {
    const auto symbols = read(label(name));
    INFO(name);
    REQUIRE(symbols.size() == 1);
    return symbols[0];
  }
  static Scan meaning(const Symbol& symbol) { return parse(symbol, *Date::parse("2026-11-22")).value(); }
};

// Returns a label 200 pixels wide and 60 high, which was read in so many lines.
Detection detection(Symbology symbology, const std::string& text, int lines) {
  Detection seen;
  seen.symbol.symbology = symbology;
  seen.symbol.text = text;
  seen.symbol.corners = {Point{0, 0}, {200, 0}, {200, 60}, {0, 60}};
  seen.lines = lines;
  return seen;
}

}  // namespace

TEST(every_label_of_the_demo_warehouse_is_read) {
  const std::pair<const char*, const char*> labels[] = {{"po-7001", "PO-7001"},
                                                        {"po-7001-qr", "PO-7001"},
                                                        {"po-7002", "PO-7002"},
                                                        {"po-7002-qr", "PO-7002"},
                                                        {"brg-6204", "5901234123457"},
                                                        {"brg-6205", "4006381333931"},
                                                        {"tape-50", "8712345678906"},
                                                        {"glv-nit-l", "4012345678901"},
                                                        {"dock-1", "DOCK-1"},
                                                        {"a-01-1", "A-01-1"},
                                                        {"a-01-2", "A-01-2"},
                                                        {"b-12-3", "B-12-3"},
                                                        {"so-118-qr", "SO-118"},
                                                        {"so-131-qr", "SO-131"},
                                                        {"pallet", "00340123450000000017"},
                                                        {"brg-6204-case", "0115901234123454"},
                                                        {"brg-6204-case-itf", "15901234123454"}};
  for (const auto& [name, text] : labels) REQUIRE(only_symbol(name).text == text);
}

TEST(aim_identifiers_tell_gs1_from_plain) {
  REQUIRE(only_symbol("brg-6204-case").aim == "]C1");
  REQUIRE(only_symbol("po-7001").aim == "]C0");
  REQUIRE(only_symbol("glv-nit-l-lot").aim == "]d2");
  REQUIRE(only_symbol("so-118-qr").aim == "]Q1");
}

TEST(a_labels_lot_and_expiry_come_out_of_its_picture) {
  const Scan scan = meaning(only_symbol("glv-nit-l-lot"));
  REQUIRE(scan.gtin->text() == "04012345678901");
  REQUIRE(scan.lot->text() == "NL-4471");
  REQUIRE(scan.expiry->text() == "2028-02-29");
  REQUIRE(meaning(only_symbol("pallet")).sscc->text() == "340123450000000017");
  REQUIRE(meaning(only_symbol("brg-6204-case")).gtin == meaning(only_symbol("brg-6204-case-itf")).gtin);
}

TEST(corners_lie_on_the_symbol) {
  const Picture picture = label("so-118-qr");
  for (const Point& corner : only_symbol("so-118-qr").corners) {
    REQUIRE(corner.x > picture.width / 4);
    REQUIRE(corner.x < picture.width * 3 / 4);
    REQUIRE(corner.y > picture.height / 4);
    REQUIRE(corner.y < picture.height * 3 / 4);
  }
}

TEST(the_same_label_twice_in_one_picture_is_two_symbols) {
  const Picture one = label("po-7001");
  Picture both(one.width * 2, one.height);
  put(both, one, 0, 0);
  put(both, one, one.width, 0);
  REQUIRE(read(both).size() == 2);
}

TEST(several_labels_in_one_picture_are_all_read) {
  Picture wall(1400, 900, 120);
  put(wall, label("po-7001"), 20, 20);
  put(wall, label("brg-6204"), 700, 20);
  put(wall, label("so-118-qr"), 20, 450);
  put(wall, label("glv-nit-l-lot"), 700, 440);
  REQUIRE(read(wall).size() == 4);
}

TEST(an_upside_down_and_a_turned_label_are_read) {
  const Picture upright = label("tape-50");
  Picture turned(upright.height, upright.width);
  for (int y = 0; y < upright.height; ++y)
    for (int x = 0; x < upright.width; ++x) turned.row(x)[upright.height - 1 - y] = upright.view().at(x, y);
  REQUIRE(read(turned).size() == 1);
  REQUIRE(read(turned)[0].text == "8712345678906");
}

TEST(pictures_without_symbols_show_none) {
  REQUIRE(read(Picture(640, 480, 200)).empty());
  REQUIRE(read(Picture(1, 1)).empty());
  REQUIRE(read(Picture(5000, 1, 7)).empty());
  REQUIRE(read_still(PictureView{}, {}).empty());
  REQUIRE(decode(PictureView{}, {}).empty());
}

TEST(a_spent_budget_ends_the_search) {
  ReaderSettings settings;
  settings.budget = std::chrono::milliseconds(1);
  REQUIRE(read_still(Picture(800, 600, 200).view(), settings).empty());
}

TEST(the_locator_finds_the_label_and_nothing_on_a_wall) {
  REQUIRE(locate(Picture(1280, 720, 90).view()).empty());
  Picture wall(1280, 720, 90);
  const Picture one = label("po-7001");
  put(wall, one, 600, 200);
  const auto regions = locate(wall.view());
  REQUIRE_FALSE(regions.empty());
  REQUIRE(regions.size() <= max_regions);
  REQUIRE(regions[0].left <= 720);
  REQUIRE(regions[0].left + regions[0].width >= 1030);
}

TEST(a_point_of_an_enhanced_picture_is_found_again_in_its_source) {
  const Picture picture(100, 60, 9);
  REQUIRE(shrink(picture.view(), 2).source({10, 10}) == Point{21, 21});
  REQUIRE(enlarge(picture.view()).source({20, 20}) == Point{10, 10});
  const Enhanced straight = straighten(picture.view(), {50, 30, 0.3, 40, 20, 0}, 3, 7);
  const Point middle = straight.source({straight.picture.width / 2, straight.picture.height / 2});
  REQUIRE(std::abs(middle.x - 50) <= 2);
  REQUIRE(std::abs(middle.y - 30) <= 2);
}

TEST(weak_symbologies_from_enhanced_pictures_have_to_be_seen_twice) {
  Consensus consensus(ReaderSettings{});
  Detection ean;
  ean.symbol.symbology = Symbology::ean13;
  ean.symbol.text = "4006381333931";
  ean.lines = 5;
  consensus.add({ean}, true);
  REQUIRE(consensus.symbols().empty());
  consensus.add({ean}, true);
  REQUIRE(consensus.symbols().size() == 1);
}

TEST(two_readings_of_one_place_are_believed_only_when_one_prevails) {
  Consensus consensus(ReaderSettings{});
  Detection right;
  right.symbol.symbology = Symbology::ean13;
  right.symbol.text = "4006381333931";
  right.lines = 2;
  Detection wrong = right;
  wrong.symbol.text = "5901234123457";
  for (int look = 0; look < 3; ++look) consensus.add({right, wrong}, true);
  REQUIRE(consensus.symbols().empty());
  right.lines = 20;
  consensus.add({right}, true);
  REQUIRE(consensus.symbols().size() == 1);
  REQUIRE(consensus.symbols()[0].text == "4006381333931");
}

TEST(what_does_not_explain_the_picture_is_not_believed) {
  TestOutcome result = TestOutcome::rejected;
  Consensus consensus(ReaderSettings{}, [&](const Symbol&) { return result; });
  Detection ean;
  ean.symbol.symbology = Symbology::ean13;
  ean.symbol.text = "4006381333931";
  ean.lines = 20;
  consensus.add({ean}, false);
  REQUIRE(consensus.symbols().empty());
  consensus.next_frame();
  result = TestOutcome::confirmed;
  consensus.add({ean}, false);
  REQUIRE(consensus.symbols().size() == 1);
}

TEST(a_text_that_nothing_speaks_for_is_not_believed_beside_another) {
  Consensus consensus(ReaderSettings{}, [](const Symbol&) { return TestOutcome::inconclusive; });
  Detection one = detection(Symbology::ean13, "4006381333931", 2);
  Detection other = one;
  other.symbol.text = "5901234123457";
  consensus.add({one}, false);
  other.lines = 20;
  consensus.add({other}, false);
  REQUIRE(consensus.symbols().empty());
}

TEST(what_is_proven_takes_the_place_of_what_nothing_spoke_against) {
  Consensus consensus(ReaderSettings{}, [](const Symbol&) { return TestOutcome::inconclusive; });
  Detection doubtful = detection(Symbology::upca, "431507025249", 20);
  consensus.add({doubtful}, false);
  REQUIRE(consensus.symbols().size() == 1);
  Detection proven = doubtful;
  proven.symbol.symbology = Symbology::ean13;
  proven.symbol.text = "4451561085849";
  proven.explained = true;
  consensus.add({proven}, true);
  REQUIRE(consensus.symbols().size() == 1);
  REQUIRE(consensus.symbols()[0].text == "4451561085849");
}

TEST(a_few_lines_of_a_linear_symbol_are_not_enough) {
  Consensus consensus(ReaderSettings{});
  Detection detection;
  detection.symbol.symbology = Symbology::ean13;
  detection.symbol.text = "4006381333931";
  detection.lines = 2;
  consensus.add({detection}, false);
  REQUIRE(consensus.symbols().empty());
}

TEST(itf_has_fourteen_digits_unless_told_otherwise) {
  Symbol itf;
  itf.symbology = Symbology::itf;
  itf.text = "123456";
  REQUIRE_FALSE(acceptable(itf, ReaderSettings{}));
  ReaderSettings any;
  any.itf_any_length = true;
  REQUIRE(acceptable(itf, any));
  itf.text = "15901234123454";
  REQUIRE(acceptable(itf, ReaderSettings{}));
  itf.text = "15901234123455";
  REQUIRE_FALSE(acceptable(itf, ReaderSettings{}));
}

TEST(upc_e_is_read_and_half_an_ean13_is_none) {
  const Print upce = print(Symbology::upce, "04252614", "04252614");
  Chance chance(1);
  Scene scene(640, 480, chance);
  View view;
  view.x = 320;
  view.y = 240;
  scene.add(upce, view);
  const auto symbols = read(scene.shoot({}, chance));
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].symbology == Symbology::upce);
  for (const double angle : {0.3, 0.5, 0.7}) {
    Scene slanted(640, 480, chance);
    view.angle = angle;
    slanted.add(print(Symbology::ean13, "590123412345", "5901234123457", 20), view);
    for (const Symbol& symbol : read(slanted.shoot({}, chance))) REQUIRE(symbol.text == "5901234123457");
  }
}

TEST(faint_print_is_read) {
  Chance chance(2);
  Scene scene(640, 480, chance);
  View view;
  view.x = 320;
  view.y = 240;
  scene.add(print(Symbology::qr, "PO-7001", "PO-7001"), view);
  Optics faint;
  faint.contrast = 22;
  faint.ink = 120;
  faint.noise = 1;
  const auto symbols = read(scene.shoot(faint, chance));
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "PO-7001");
}

TEST(bars_that_are_blurred_and_lit_from_one_side_are_read) {
  Chance chance(3);
  Scene scene(640, 480, chance);
  View view;
  view.x = 320;
  view.y = 240;
  view.module = 3.5;
  view.angle = 0.2;
  scene.add(print(Symbology::ean13, "590123412345", "5901234123457"), view);
  Optics optics;
  optics.blur = 2.2;
  optics.shade = 0.5;
  optics.contrast = 90;
  const auto symbols = read(scene.shoot(optics, chance));
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "5901234123457");
}

namespace {
// It has three bytes for each pixel, as zint draws it.
Picture drawn(int symbology, const std::string& data, const std::string& primary = {}) {
  const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(), ZBarcode_Delete);
  symbol->symbology = symbology;
  symbol->scale = 2;
  symbol->show_hrt = 0;
  symbol->border_width = 0;
  primary.copy(symbol->primary, primary.size());
  const int failure = ZBarcode_Encode_and_Buffer(symbol.get(), reinterpret_cast<const unsigned char*>(data.data()),
                                                 static_cast<int>(data.size()), 0);
  if (failure >= ZINT_ERROR) FAIL(symbol->errtxt);
  Picture picture(symbol->bitmap_width + 80, symbol->bitmap_height + 80, 255);
  for (int y = 0; y < symbol->bitmap_height; ++y)
    for (int x = 0; x < symbol->bitmap_width; ++x)
      picture.row(y + 40)[x + 40] = symbol->bitmap[3 * (y * symbol->bitmap_width + x)];
  return picture;
}
}  // namespace

TEST(databar_under_a_2d_component_is_its_number_alone) {
  const auto symbols = Fixture::read(drawn(BARCODE_DBAR_OMN_CC, "[10]ABC123", "0950110153000"));
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].symbology == Symbology::databar);
  REQUIRE(symbols[0].text == "0109501101530003");
  REQUIRE(Fixture::meaning(symbols[0]).gtin == *Gtin::parse("09501101530003"));
}

TEST(a_maxicode_and_a_pdf417_are_listed_once_and_lie_where_they_are) {
  for (const int symbology : {BARCODE_MAXICODE, BARCODE_PDF417}) {
    const Picture picture = drawn(symbology, "PO-70012345, line 4");
    FrameReader reader{ReaderSettings{}, std::chrono::seconds(10)};
    for (const auto& symbols : {Fixture::read(picture), reader.read(picture.view())}) {
      REQUIRE(symbols.size() == 1);
      const Box box = box_of(symbols[0].corners);
      REQUIRE(box.area() > 1000);
      REQUIRE(box.joined(box_of(picture.view())) == box_of(picture.view()));
    }
  }
}
