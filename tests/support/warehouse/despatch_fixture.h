// Despatch advices, and books that know an item with its case and a purchase of another one.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>

#include "storage/import/import_files.h"
#include "tests/support/warehouse/facts_fixture.h"

namespace dockhand::test {

inline std::string isa(char element = '*', char segment = '~') {
  std::string text =
      "ISA*00*          *00*          *ZZ*SENDERID       *ZZ*RECEIVERID     *260811*1200*U*00401*000000003*0*P*>~";
  std::replace(text.begin(), text.end(), '~', segment);
  std::replace(text.begin(), text.end(), '*', element);
  return text;
}

inline std::string x12(const std::string& segments) {
  return isa() + "GS*SH*S*R*20260811*1200*3*X*004010~ST*856*0001~BSN*00*ASN-9*20260811*1200~" + segments +
         "SE*9*0001~GE*1*3~IEA*1*000000003~";
}
inline std::string desadv(const std::string& segments) {
  return "UNA:+.? 'UNB+UNOC:3+S+R+261112:0810+1'UNH+1+DESADV:D:96A:UN:EAN007'BGM+351+ASN-9+9'" + segments +
         "UNT+11+1'UNZ+1+1'";
}

struct DespatchFixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{BarcodeRow{"05901234123457", item("BRG"), "ea", units(1)},
                           BarcodeRow{"15901234123454", item("BRG"), "cs", units(12)},
                           PurchaseLineRow{purchase("PO-8/3"), "SKF", item("GLV"), units(9), day("2026-12-01"), {}}}});
  }
  ImportReport book(const std::string& text) {
    std::ofstream(folder / "asn.edi", std::ios::binary) << text;
    return book_files(*floor.ledger, parse_files({folder / "asn.edi"}, {}).value(), {}, office, clock.now())
        .value()[0]
        .report;
  }
};

}  // namespace dockhand::test
