import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks files against PDF/UA-1 with veraPDF.
 *
 * <p>Writes a line for each file, `FILE TAB checks made TAB rules broken`, and after it
 * one for each rule: `clause-test TAB times TAB what it says TAB where it was first`.
 */
public final class Check {
  private Check() {}

  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var foundry = Foundries.defaultInstance();
    var flavour = PDFAFlavour.PDFUA_1;
    for (String file : files) {
      try (var stream = new FileInputStream(file);
          PDFAParser parser = foundry.createParser(stream, flavour)) {
        var validator = foundry.createValidator(flavour, 100000, false, false, false);
        report(file, validator.validate(parser));
      }
    }
  }

  private static void report(String file, ValidationResult result) {
    Map<String, Integer> times = new TreeMap<>();
    Map<String, String> first = new TreeMap<>();
    for (TestAssertion made : result.getTestAssertions()) {
      if (made.getStatus() != TestAssertion.Status.FAILED) {
        continue;
      }
      String rule = made.getRuleId().getClause() + "-" + made.getRuleId().getTestNumber();
      times.merge(rule, 1, Integer::sum);
      first.putIfAbsent(rule, made.getMessage() + "\t" + made.getLocation().getContext());
    }
    System.out.println(file + "\t" + result.getTotalAssertions() + "\t" + times.size());
    times.forEach((rule, n) -> System.out.println(rule + "\t" + n + "\t" + first.get(rule)));
  }
}
