import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judges PDFs by veraPDF's rules: Vera PROFILE,… FILE…  Called by vera.py, which says where the jar comes from.
 *
 * A line for each rule that a file breaks: file, profile, clause and test, how often, what the rule says; then one that ends the file:
 * file, profile, "judged", how many checks were made. Fields are parted by tabs.
 */
class Vera {
    public static void main(String[] asked) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        List<String> names = Arrays.asList(asked[0].split(","));
        List<ValidationProfile> profiles = new ArrayList<>();
        for (String name : names) profiles.add(profile(name));
        for (String file : Arrays.copyOfRange(asked, 1, asked.length))
            for (int i = 0; i < names.size(); i++) judge(file, names.get(i), profiles.get(i));
    }

    private static void judge(String file, String name, ValidationProfile profile) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, -1, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> counts = new TreeMap<>();
            Map<String, String> says = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() != TestAssertion.Status.FAILED) continue;
                String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                says.putIfAbsent(rule, one.getMessage() + " (" + one.getLocation().getContext() + ")");
            }
            if (result.isCompliant() != counts.isEmpty()) tell(file, name, "verdict", "1", "the verdict is not what the rules say");
            for (String rule : counts.keySet()) tell(file, name, rule, counts.get(rule).toString(), says.get(rule));
            tell(file, name, "judged", Integer.toString(result.getTotalAssertions()));
        } catch (Exception problem) {
            tell(file, name, "unreadable", "1", problem.toString());
            tell(file, name, "judged", "0");
        }
    }

    private static void tell(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) line.append(line.length() == 0 ? "" : "\t").append(field.replaceAll("\\s+", " "));
        System.out.println(line);
    }

    /** The rules of a profile, read without JAXB, which the jar lacks. */
    private static ValidationProfile profile(String name) throws Exception {
        Element top;
        try (InputStream stored = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            top = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stored).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        NodeList found = top.getElementsByTagName("rule");
        for (int i = 0; i < found.getLength(); i++) rules.add(rule((Element) found.item(i)));
        if (rules.isEmpty() || rules.size() != found.getLength()) throw new IllegalStateException("rules of " + name + " are lost");
        Set<Variable> variables = new HashSet<>();
        found = top.getElementsByTagName("variable");
        for (int i = 0; i < found.getLength(); i++) {
            Element one = (Element) found.item(i);
            variables.add(Profiles.variableFromValues(
                one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        PDFAFlavour flavour = PDFAFlavour.valueOf(top.getAttribute("flavour"));
        return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, name, name, new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element one) {
        Element id = (Element) one.getElementsByTagName("id").item(0);
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber"))),
            one.getAttribute("object"),
            one.hasAttribute("deferred") ? Boolean.valueOf(one.getAttribute("deferred")) : null,
            one.getAttribute("tags"),
            text(one, "description"),
            text(one, "test"),
            Profiles.errorFromValues(text(one, "message"), Collections.emptyList()),
            Collections.emptyList());
    }

    private static String text(Element one, String name) {
        return one.getElementsByTagName(name).item(0).getTextContent();
    }
}
