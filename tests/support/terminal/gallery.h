// Pages for looking at and for testing: what the real screens show, and the worst that they may have to show.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "terminal/kit/page.h"

namespace dockhand::test {

inline StatusBar status_bar() {
  return {.place_and_person = "DOCK-1 · Anna K.",
          .queue = 12,
          .hub_configured = true,
          .online = true,
          .offline_text = "",
          .battery = 84,
          .time = "14:32"};
}

inline StatusBar offline_bar() {
  StatusBar bar = status_bar();
  bar.online = false;
  bar.queue = 1284;
  bar.offline_text = "Offline since 14:02 · 1284 scans waiting";
  return bar;
}

inline Button back() { return {"back", "Back", Icon::back, ButtonRole::plain}; }
inline Button undo() { return {"undo", "Undo", Icon::undo, ButtonRole::plain}; }

inline Frame home() {
  WorkPage page;
  page.instruction.verb = "Ready at DOCK-1";
  page.instruction.task = "Home";
  page.scan_prompt = "Scan anything";
  page.rows = {
      {"receive", "Receive", false, "3 purchase orders due today", "3", "", Stripe::none, Icon::receive},
      {"pick", "Pick", false, "Orders with units set aside", "7", "", Stripe::none, Icon::pick},
      {"backorders", "Backorders", false, "Lines that wait for units", "24", "", Stripe::none, Icon::backorder},
      {"stock", "Stock", false, "What is where", "", "", Stripe::none, Icon::stock},
      {"notices", "Notices", false, "The hub decided otherwise", "2", "", Stripe::attention, Icon::attention}};
  return {status_bar(), page, {}, 0};
}

inline Frame pick() {
  WorkPage page;
  page.instruction = {.verb = "Go to shelf",
                      .task = "Pick",
                      .location = "B12-07-3",
                      .count = "3/6",
                      .name = "Bearing 6204-2RS, sealed",
                      .code = "5901234123457",
                      .where_in_list = "Line 41 of 200",
                      .progress = 0.2F};
  page.scan_prompt = "Scan item";
  const Stripe stripes[] = {Stripe::done, Stripe::active, Stripe::none, Stripe::attention, Stripe::none};
  const Icon icons[] = {Icon::check, Icon::none, Icon::none, Icon::attention, Icon::none};
  const char* places[] = {"A00-00-1", "B12-07-3", "C02-14-3", "D03-21-4", "E04-28-1"};
  for (int i = 0; i < 30; ++i) {
    const int k = i % 5;
    page.rows.push_back({"line:" + std::to_string(i), places[k], true, "Bearing 6204-2RS, sealed " + std::to_string(i),
                         std::to_string(i + 1), k == 3 ? "short 2" : "", stripes[k], icons[k]});
  }
  page.actions = {back(),
                  {"keypad", "Count", Icon::keypad, ButtonRole::plain},
                  {"short", "Short pick", Icon::none, ButtonRole::warning}};
  return {status_bar(), page, {}, 0};
}

inline Frame receive() {
  WorkPage page;
  page.instruction = {.verb = "Receive at DOCK-1",
                      .task = "PO-7001",
                      .location = "",
                      .count = "12/24",
                      .name = "Bearing 6204-2RS, sealed",
                      .code = "BRG-6204",
                      .where_in_list = "Line 1 of 3",
                      .progress = 0.5F};
  page.scan_prompt = "Scan item or case";
  page.list_heading = "PO-7001 · Kugellager Nord GmbH";
  page.rows = {
      {"line:1", "Bearing 6204-2RS, sealed", false, "BRG-6204 · 1 cs + 2 ea", "12/24", "open 12", Stripe::active,
       Icon::none},
      {"line:2", "Grease EP2, 400 g", false, "GRS-EP2 · cs of 10", "40/40", "", Stripe::done, Icon::check},
      {"line:3", "V-belt SPA 1250", false, "VBT-1250", "9/8", "1 too many", Stripe::attention, Icon::attention}};
  page.actions = {back(), undo(), {"finish", "Finish", Icon::check, ButtonRole::primary}};
  Frame frame{status_bar(), page, Toast{ToastKind::accepted, "Received 10 · 1 cs"}, 1};
  return frame;
}

inline Frame answer() {
  WorkPage page;
  page.instruction = {.verb = "Received at DOCK-1",
                      .task = "PO-7001",
                      .location = "",
                      .count = "12",
                      .name = "Bearing 6204-2RS, sealed",
                      .code = "BRG-6204",
                      .where_in_list = "",
                      .progress = {}};
  page.scan_prompt = "Scan next item";
  page.list_heading = "7 of 12 → orders, 5 → stock";
  page.rows = {
      {"why:1", "SO-118", true, "Müller Maschinenbau · lane X-02 · promised 2026-11-24", "4", "of 4", Stripe::done,
       Icon::check},
      {"why:2", "SO-131", true, "Atelier Lefèvre · lane X-04", "3", "of 5", Stripe::attention, Icon::attention},
      {"", "Stock", false, "Put away to A-03", "5", "", Stripe::none, Icon::stock}};
  page.actions = {back(), undo(), {"next", "Next", Icon::none, ButtonRole::primary}};
  return {status_bar(), page, {}, 0};
}

inline Frame keypad() {
  KeypadPage page{"Received",
                  "Bearing 6204-2RS, sealed",
                  "24",
                  "pcs · expected 24",
                  {back(), {"confirm", "Confirm", Icon::none, ButtonRole::primary}}};
  return {status_bar(), page, {}, 0};
}

inline Frame text_pad(Keypad keys) {
  Frame frame = keypad();
  auto& page = std::get<KeypadPage>(frame.page);
  page.title = "Lot";
  page.typed = "NL-4471";
  page.unit = "as on the label";
  page.keys = keys;
  return frame;
}

inline Frame refusal() {
  RefusalPage page{"Wrong item",
                   "Bearing 6205-2RS",
                   "4006381333931",
                   "Pick this instead",
                   "Bearing 6204-2RS",
                   "5901234123457",
                   "B12-07-3",
                   "Put it back and scan the right one. Nothing was booked.",
                   {"confirm", "Confirm", Icon::none, ButtonRole::primary}};
  return {status_bar(), page, {}, 0};
}

// This frame has long German and French, seven digits, everything at once. Nothing here is longer than the ledger
// allows.
inline Frame crowded() {
  WorkPage page;
  page.instruction = {.verb = "Gehen Sie zum Fachbodenregal in der Halle Süd",
                      .task = "Kommissionierung",
                      .location = "HOCHREGAL-12-07-3",
                      .count = "1234567/2000000",
                      .name = "Rillenkugellager 6204-2RS, beidseitig abgedichtet, rostfreier Stahl, für Förderanlagen",
                      .code = "(01)05901234123457(10)LOT-2026-11-22A",
                      .where_in_list = "Zeile 1041 von 2000",
                      .progress = 0.8F};
  page.scan_prompt = "Étiquette de l'emplacement scannen";
  page.strip = "Le fournisseur a livré 1 234 567 pièces de plus que prévu : confirmez avant de continuer.";
  page.list_heading = "Bestellung PO-2026-000417 · Vereinigte Kugellagerwerke Schweinfurt-Nord GmbH";
  for (int i = 0; i < 8; ++i) {
    page.rows.push_back({"row:" + std::to_string(i),
                         i % 2 == 0 ? "SO-2026-0001184/12" : "Société Générale d'Équipements Industriels", i % 2 == 0,
                         "Donaudampfschifffahrtsgesellschaft mbH · zugesagt 2026-11-24 · wartet seit 2026-10-02",
                         i % 3 == 0 ? "1234567/2000000" : "3", i % 3 == 0 ? "offen 765433" : "restants",
                         Stripe::attention, i % 2 == 0 ? Icon::attention : Icon::order});
  }
  page.actions = {{"back", "Zurückstellen", Icon::back, ButtonRole::plain},
                  {"undo", "Rückgängig machen", Icon::undo, ButtonRole::plain},
                  {"short", "Fehlmenge melden", Icon::attention, ButtonRole::warning}};
  Frame frame{
      offline_bar(), page,
      Toast{ToastKind::attention, "7 of 1234567 → SO-118 (4), SO-131 (3), SO-2026-0001184 (12000); 1222560 → stock"},
      0.5F};
  frame.status.place_and_person = "DOCK-12 · Aleksandra W.";
  return frame;
}

inline Frame crowded_refusal() {
  RefusalPage page{"Falscher Artikel gescannt",
                   "Rillenkugellager 6205-2RS, beidseitig abgedichtet, rostfreier Stahl",
                   "(01)04006381333931(17)261231(10)LOT-2026-11-22A(21)SN-000000012345",
                   "Entnehmen Sie stattdessen diesen Artikel",
                   "Rillenkugellager 6204-2RS, beidseitig abgedichtet, rostfreier Stahl",
                   "05901234123457",
                   "HOCHREGAL-12-07-3",
                   "Legen Sie ihn zurück und scannen Sie den richtigen. Es wurde nichts gebucht.",
                   {"understood", "Verstanden, ich lege ihn zurück", Icon::none, ButtonRole::primary}};
  return {offline_bar(), page, {}, 0};
}

inline Frame crowded_keypad() {
  KeypadPage page{"Gezählte Menge",
                  "Rillenkugellager 6204-2RS, beidseitig abgedichtet, rostfreier Stahl",
                  "1234567",
                  "Stück · erwartet 2000000",
                  {{"back", "Zurück", Icon::back, ButtonRole::plain},
                   {"confirm", "Menge bestätigen", Icon::check, ButtonRole::primary}}};
  return {offline_bar(), page, {}, 0};
}

inline Frame empty_list() {
  WorkPage page;
  page.instruction.verb = "Backorders";
  page.empty_text = "No order waits for units.";
  page.actions = {back()};
  return {status_bar(), page, {}, 0};
}

// Returns the same with a camera: its picture is grey all over, with one code in the middle.
inline Frame with_camera(Frame frame) {
  CameraPicture camera{320, 180, std::vector<std::uint8_t>(std::size_t{320} * 180, 100), {}};
  camera.codes.push_back({{{120, 60}, {200, 60}, {200, 120}, {120, 120}}});
  frame.camera = std::make_shared<const CameraPicture>(std::move(camera));
  return frame;
}

inline std::vector<std::pair<std::string, Frame>> realistic() {
  return {{"home", home()},
          {"pick", pick()},
          {"pick-camera", with_camera(pick())},
          {"receive-camera", with_camera(receive())},
          {"receive", receive()},
          {"answer", answer()},
          {"keypad", keypad()},
          {"digits", text_pad(Keypad::digits)},
          {"letters", text_pad(Keypad::letters)},
          {"refusal", refusal()},
          {"empty", empty_list()}};
}
inline std::vector<std::pair<std::string, Frame>> worst() {
  return {{"crowded", crowded()}, {"crowded-refusal", crowded_refusal()}, {"crowded-keypad", crowded_keypad()}};
}

}  // namespace dockhand::test
