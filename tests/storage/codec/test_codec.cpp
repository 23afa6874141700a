#include "storage/codec/codec.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  OperatorName anna = OperatorName::parse("anna").value();
  Instant now = Instant::parse("2026-11-22T14:03:00Z").value();

  Result<Command> parse(std::string_view json) const { return parse_command(json, anna, now); }
  // The sentence of the error, or "accepted".
  std::string complaint(std::string_view json) const {
    const auto command = parse(json);
    return command ? "accepted" : command.error().sentence();
  }
};

constexpr const char* every_action[] = {
    R"({"id":"r1","do":"receive","item":"BRG-6204","quantity":12,"lot":"L1","serial":"S1","expiry":"2027-01-31","at":"DOCK-1","purchase":"PO-7001/1","confirmed":true,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"r2","do":"receive","item":"BRG-6204","quantity":12,"at":"DOCK-1","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"m1","do":"move","item":"BRG-6204","quantity":5,"from":"DOCK-1","to":"A-01-1","by":"anna","time":"2026-11-22T14:03:00.250Z"})",
    R"({"id":"p1","do":"pick","line":"SO-118/1","item":"BRG-6204","quantity":4,"from":"A-01-1","to":"X-01","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"s1","do":"ship","order":"SO-118","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"c1","do":"count","item":"BRG-6204","quantity":0,"at":"A-01-1","reason":"found \"empty\"","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"h1","do":"short","line":"SO-118/1","item":"BRG-6204","quantity":1,"from":"A-01-1","reason":"damaged","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"l2","do":"release","line":"SO-118/1","quantity":2,"at":"A-01-1","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"l1","do":"release","line":"SO-118/1","quantity":2,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"u1","do":"undo","target":"r1","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"t1","do":"tell","trouble":"wrong_clock","text":"The clock was set back","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"t2","do":"tell","trouble":"missing_scans","text":"A copy","was":"0123456789abcdef0123456789abcdef","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e1","do":"assign","purchase":"PO-7001","to":"0123456789abcdef0123456789abcdef","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e2","do":"assign","sscc":"340123450000000017","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e3","do":"assign","order":"SO-118","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e6","do":"assign","purchase":"PO-7001","name":"Dock 4","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e7","do":"assign_numbers","prefix":"34012345","count":500,"to":"0123456789abcdef0123456789abcdef","name":"Dock 4","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e8","do":"use_numbers","first":"340123450000000017","count":12,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e4","do":"revoke","order":"SO-118","reason":"gone","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"e5","do":"revoke","terminal":"0123456789abcdef0123456789abcdef","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"n1","do":"replan","releases":[{"line":"SO-118/1","quantity":2}],"items":["BRG-6204"],"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"r3","do":"receive","item":"BRG-6204","quantity":1,"at":"QA-1","reason":"crushed","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"r4","do":"receive_unit","sscc":"340123450000000017","at":"DOCK-1","confirmed":true,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"m2","do":"move_unit","sscc":"340123450000000017","to":"A-01-1","reason":"wet","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"m4","do":"lose_unit","sscc":"340123450000000017","reason":"not there","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"k1","do":"pack","order":"SO-118","from":"T-1","sscc":"340123450000000116","at":"X-01","item":"BRG-6204","quantity":2,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"k2","do":"pack","order":"SO-118","from":"T-1","sscc":"340123450000000116","at":"X-01","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"s3","do":"ship","order":"SO-118","carrier":"DHL","tracking":"0034","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"w1","do":"take_other","line":"SO-118/1","as":"SO-118/3","other":"B","quantity":4,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"w2","do":"answer","line":"SO-118/1","says":"cancel","text":"why","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"w3","do":"expedite","purchase":"PO-7001/1","cost":"45.00","due":"2026-11-30","reason":"by air","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"w4","do":"ship_direct","purchase":"PO-7001/1","item":"BRG-6204","quantity":2,"carrier":"DHL","tracking":"0034","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"i4","do":"import","rows":[{"kind":"alternative","item":"G","other":"H","units":2,"better":true},{"kind":"wish","item":"G","customer":"C","quantity":3,"until":"2026-12-31"},{"kind":"goodwill","days":5,"text":"5 % off","code":"SORRY5","cost":"4.50"},{"kind":"promotion","item":"G","from":"2026-12-01","until":"2026-12-24","lift":150},{"kind":"purchase_line","line":"PO-1/2","supplier":"S","item":"G","expected":4,"due":"2026-11-30","for":"SO-1/2","ordered_on":"2026-11-01","drop_ship":true,"came_before":3},{"kind":"asn","sscc":"340123450000000017","asn":"ASN-1","item":"G","quantity":4,"due":"2026-11-29"},{"kind":"source","item":"G","supplier":"S","price":"0.00","pack":1,"rank":1}],"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"s2","do":"ship","order":"SO-118","sscc":"340123450000000116","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"b1","do":"return","item":"BRG-6204","quantity":1,"at":"A-01-1","line":"SO-118/1","wanted_again":true,"reason":"bent","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"b2","do":"supplier_return","item":"BRG-6204","quantity":1,"from":"QA-1","purchase":"PO-7001/1","reason":"bent","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"c2","do":"count","item":"BRG-6204","quantity":3,"at":"A-01-1","confirmed":true,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"a1","do":"adjust","change":"minus","item":"BRG-6204","quantity":1,"at":"A-01-1","reason":"sample","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"k3","do":"claim","line":"SO-118/1","quantity":2,"reason":"down","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"q1","do":"status","item":"G","lot":"L1","status":"recalled","reason":"letter","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"o1","do":"cancel","order":"SO-118","reason":"not wanted","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"o2","do":"close","purchase":"PO-7001/1","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"m3","do":"move","item":"G","quantity":5,"lot":"L1","assumed":true,"from":"DOCK-1","to":"A-01-1","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"a2","do":"adjust","change":"minus","item":"BRG-6204","quantity":1,"at":"A-01-1","reason":"typed 13","purchase":"PO-7/1","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"q2","do":"expiry","item":"G","lot":"L1","expiry":"2026-12-05","reason":"misread","by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"d2","do":"day","day":"2026-12-02","by":"anna","allowed_by":"bea","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"d1","do":"day","day":"2026-12-02","confirmed":true,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"i3","do":"import","rows":[{"kind":"item","item":"G","name":"Milk","tracking":"lot","assume_suggested":true}],"confirmed":true,"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"i2","do":"import","rows":[{"kind":"item","item":"G","name":"Milk","tracking":"lot","expiry":true,"count_tolerance":2},{"kind":"location","location":"A","location_kind":"tote","walk":7,"zone":"north"},{"kind":"asn","sscc":"340123450000000017","asn":"ASN-1","item":"G","quantity":4,"lot":"L1","expiry":"2027-03-01","purchase":"PO-1/1"}],"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
    R"({"id":"i1","do":"import","rows":[{"kind":"item","item":"G","name":"Handschuhe, Größe L","tracking":"lot","safety_stock":12,"order_cap":3},{"kind":"barcode","barcode":"05901234123457","item":"G","level":"cs","units":12},{"kind":"location","location":"A","location_kind":"lane","walk":7},{"kind":"customer","customer":"C","name":"Café","policies":"whole_order=no","class":"fill"},{"kind":"site","setting":"prefer_completed","on":true},{"kind":"order_line","line":"SO-1/2","customer":"C","item":"G","ordered":9,"cancelled":1,"priority":2,"promised":"2026-11-25","ordered_at":"2026-11-01T00:00:00.000Z","policies":"partial=no whole_order=yes release_on=2026-12-01 multiple=12 shelf_days=30 one_lot=yes","class":"win"},{"kind":"purchase_line","line":"PO-1/1","supplier":"S","item":"G","expected":40,"due":"2026-11-30","for":"SO-1/2"}],"by":"anna","time":"2026-11-22T14:03:00.000Z"})",
};

Explanation some_explanation() {
  const Rank rank{true,
                  OrderClass::win,
                  1,
                  Date::parse("2026-11-20").value(),
                  Instant::parse("2026-11-02").value(),
                  OrderLine::parse("SO-118/1").value()};
  return {rank,
          "Acme",
          Rule::hard_peg,
          1,
          Quantity::exactly(4),
          Quantity::exactly(4),
          OrderLine::parse("SO-131/1").value(),
          OrderLine::parse("SO-117/1").value()};
}

Notice some_notice() {
  return {NoticeKind::claim_moved,
          ItemCode::parse("G").value(),
          OrderLine::parse("SO-17/1").value(),
          LocationCode::parse("DOCK-4").value(),
          Quantity::exactly(2),
          {{OrderLine::parse("SO-22/1").value(), Quantity::exactly(2)}},
          "the hub's sentence"};
}

}  // namespace

TEST(every_action_reads_what_it_writes_byte_for_byte) {
  for (const char* json : every_action) {
    const auto command = parse(json);
    INFO((command ? json : command.error().sentence()));
    REQUIRE(command.ok());
    REQUIRE(to_json(*command) == json);
  }
}

TEST(who_and_when_may_be_left_out_of_a_command) {
  const auto command = parse(R"({"id":"s1","do":"ship","order":"SO-118"})");
  REQUIRE(command->by == anna);
  REQUIRE(command->at == now);
}

TEST(a_member_that_is_not_known_is_named_even_when_another_is_missing) {
  const auto command = parse(R"({"id":"r1","do":"receive","item":"A","qty":12,"at":"D"})");
  REQUIRE(command.error().place == "qty");
  REQUIRE(command.error().kind == ErrorKind::bad_input);
}

TEST(a_missing_member_is_named) {
  REQUIRE(complaint(R"({"id":"r1","do":"receive","item":"A","at":"D"})") == "quantity: is missing");
  REQUIRE(complaint(R"({"do":"ship","order":"A"})") == "id: is missing");
  REQUIRE(complaint(R"({"id":"x"})") == "do: is missing");
}

TEST(a_quantity_is_a_whole_number_in_range) {
  const auto with = [this](const std::string& quantity) {
    return parse(R"({"id":"l","do":"release","line":"A/1","quantity":)" + quantity + "}");
  };
  for (const char* wrong : {"-1", "1.5", "1.0", "\"1\"", "true", "null", "1000000001", "18446744073709551615", "[1]"}) {
    INFO(wrong);
    REQUIRE(with(wrong).error().place == "quantity");
  }
  REQUIRE(with("1000000000").ok());
}

TEST(a_member_of_another_action_is_refused) {
  REQUIRE(parse(R"({"id":"s1","do":"ship","order":"SO-118","quantity":1})").error().place == "quantity");
  REQUIRE(parse(R"({"id":"s1","do":"ship","order":"SO-118","claims":[]})").error().place == "claims");
}

TEST(a_member_that_stands_there_twice_is_refused) {
  REQUIRE(parse(R"({"id":"s1","do":"ship","order":"A","order":"B"})").error().place == "order");
  REQUIRE(parse(R"({"id":"s1","id":"s1","do":"ship","order":"A"})").error().place == "id");
}

TEST(text_that_is_no_json_is_refused_with_its_position) {
  REQUIRE(complaint(R"({"id":"s1")").find("not valid JSON at byte") == 0);
  REQUIRE(complaint("").find("not valid JSON") == 0);
  REQUIRE(complaint("{} {}").find("not valid JSON") == 0);
  REQUIRE(complaint("[1]").find("is not a JSON object") != std::string::npos);
  REQUIRE(complaint("{\"id\":\"\xFF\"}").find("not valid JSON") == 0);
  REQUIRE(complaint("{\"id\":1e999}").find("not valid JSON") == 0);
}

TEST(text_that_is_too_deep_or_too_long_is_refused) {
  const std::string deep(100'000, '[');
  REQUIRE_FALSE(parse(deep).ok());
  REQUIRE(complaint("{\"id\":" + std::string(65, '[') + std::string(65, ']') + "}").find("deeper") !=
          std::string::npos);
  REQUIRE(complaint(std::string(max_command_text + 1, ' ')).find("bytes, more than") != std::string::npos);
}

TEST(an_error_in_an_import_names_the_row) {
  const auto command = parse(
      R"({"id":"i","do":"import","rows":[{"kind":"customer","customer":"C","name":"N"},{"kind":"item","item":"A"}]})");
  REQUIRE(command.error().sentence() == "rows[1].name: is missing");
  REQUIRE(parse(R"({"id":"i","do":"import","rows":[{"kind":"x"}]})").error().place == "rows[0].kind");
  REQUIRE(parse(R"({"id":"i","do":"import","rows":[]})").error().place == "rows");
  REQUIRE(parse(R"({"id":"i","do":"import","rows":[7]})").error().place == "rows[0]");
}

TEST(a_barcode_with_a_wrong_check_digit_is_refused) {
  const auto command = parse(
      R"({"id":"i","do":"import","rows":[{"kind":"barcode","barcode":"5901234123458","item":"A","level":"ea","units":1}]})");
  REQUIRE(command.error().place == "rows[0].barcode");
  REQUIRE(command.error().message.find("wrong check digit") != std::string::npos);
}

TEST(a_body_carries_the_claims_and_is_always_the_same_text) {
  const auto command = parse(every_action[1]).value();
  const AskedClaims asked{{OrderLine::parse("SO-118/1").value(), Quantity::exactly(4)}};
  const std::string body = encode_body(command, {asked, {}});
  const auto decoded = decode_body(body);
  REQUIRE(decoded->command == command);
  REQUIRE(decoded->word.asked == asked);
  REQUIRE(encode_body(decoded->command, decoded->word) == body);
}

TEST(a_shipment_says_which_units_it_has_taken_and_an_older_one_how_many) {
  const std::string ship = R"({"id":"s1","do":"ship","order":"SO-1","by":"anna","time":"2026-11-22T08:00:00Z",)";
  const auto older = decode_body(ship + R"("claims":[{"line":"SO-1/1","quantity":2}]})");
  REQUIRE(older->word.asked.empty());
  REQUIRE(older->word.taken == UnitsTaken{{OrderLine::parse("SO-1/1").value(), Quantity::exactly(2)}});
  Word word{{}, older->word.taken};
  word.taken.front().from = LocationCode::parse("X-01").value();
  word.taken.front().lot = Lot::parse("L1").value();
  const auto read = decode_body(encode_body(older->command, word));
  REQUIRE(read->word.taken == word.taken);
}

TEST(a_body_without_who_and_when_is_refused) {
  REQUIRE(decode_body(R"({"id":"s1","do":"ship","order":"A","time":"2026-11-22","claims":[]})").error().place == "by");
}

TEST(an_accepted_outcome_reads_what_it_writes) {
  Accepted accepted{CommandId::parse("r1").value(),
                    7,
                    true,
                    Quantity::exactly(12),
                    {some_explanation()},
                    Quantity::exactly(5),
                    {some_notice()}};
  REQUIRE(parse_outcome(to_json(Outcome(accepted))).value() == Outcome(accepted));
  accepted.repeated = false;
  accepted.claims[0].next.reset();
  accepted.notices[0] = Notice{};
  REQUIRE(parse_outcome(to_json(Outcome(accepted))).value() == Outcome(accepted));
}

TEST(a_refused_outcome_reads_what_it_writes) {
  const Refused refused{CommandId::parse("r1").value(), {ErrorKind::unknown, "item", "no item \"X\" is known"}, true};
  const std::string json = to_json(Outcome(refused));
  REQUIRE(parse_outcome(json).value() == Outcome(refused));
  REQUIRE(json.find('\n') == std::string::npos);
}

TEST(explanations_and_notices_read_what_they_write) {
  REQUIRE(parse_explanation(to_json(some_explanation())).value() == some_explanation());
  REQUIRE(parse_notice(to_json(some_notice())).value() == some_notice());
  REQUIRE_FALSE(parse_notice(R"({"kind":"made up"})").ok());
  REQUIRE_FALSE(parse_explanation("{}").ok());
}

TEST(texts_that_need_it_are_escaped_and_what_is_no_utf8_is_replaced) {
  Notice odd = some_notice();
  odd.detail = "5\" \\ \t \xC3\xBC \xFF";
  REQUIRE(to_json(odd).find(R"("detail":"5\" \\ \t )"
                            "\xC3\xBC \xEF\xBF\xBD\"") != std::string::npos);
}

TEST(a_row_of_a_file_is_printed_as_where_a_person_was_shown_it) {
  const auto glove = ItemCode::parse("GLV-L").value();
  for (const char* name : {"", "plain", "5\" \\ / \t", "H\xC3\xBClse \x7F", "no \xFF text", "\"rows\":[]"}) {
    const ItemRow row{glove, name, Tracking::lot};
    const Import import{{row, row}};
    const std::string event = to_json(Command{CommandId::parse("i1").value(), anna, now, import});
    const std::string seen = to_json(std::vector<Seen>{SeenItem{row}});
    const std::string begin = "\"row\":", end = "}]";
    const std::size_t at = seen.find(begin) + begin.size();
    const std::string printed = seen.substr(at, seen.size() - end.size() - at);
    INFO(event << " and " << printed);
    REQUIRE(event.find("\"rows\":[" + printed + "," + printed + "]") != std::string::npos);
  }
}

TEST(what_a_person_was_shown_is_read_back_as_it_was) {
  const auto line = OrderLine::parse("SO-118/1").value();
  const auto bought = PurchaseLine::parse("PO-7001/1").value();
  const auto at = LocationCode::parse("A-01-1").value();
  const auto glove = ItemCode::parse("GLV-L").value();
  const auto lot = Lot::parse("L1").value();
  const auto pallet = Sscc::parse("340123450000000017").value();
  const auto four = Quantity::exactly(4);
  const std::vector<Seen> all{SeenStock{at, glove, "L1", "", -3},
                              SeenLoose{at, glove, "", "S1", 7},
                              SeenStop{line, at, "L1", "", four},
                              SeenPurchase{bought, four, four, true},
                              SeenPicked{line.document, pallet, four},
                              SeenPicked{line.document, {}, four},
                              SeenUnit{pallet, ""},
                              SeenLot{glove, lot, "recalled"},
                              SeenExpiry{glove, lot, Date::parse("2027-01-31").value()},
                              SeenExpiry{glove, lot, {}},
                              SeenItem{ItemRow{glove, "Nitrile gloves, size L", Tracking::lot}},
                              SeenAnnounced{pallet, 2, 40},
                              SeenProposal{"p1", "open", 40, "Nordlager", Price::parse("2.5").value()},
                              SeenSent{line, four},
                              SeenBarcode{BarcodeRow{"NEW-9", glove, "cs", four}},
                              SeenSource{SourceRow{glove, "Nordlager", Price::parse("2.5").value(), four}}};
  const auto read = parse_seen(to_json(all));
  REQUIRE(read.ok());
  REQUIRE(*read == all);
  REQUIRE_FALSE(parse_seen(R"([{"seen":"unit","sscc":"340123450000000017"}])").ok());
  REQUIRE_FALSE(parse_seen(R"([{"seen":"dream"}])").ok());
}
