"""What is drawn rather than set, and who draws it.

The members load the packages they draw with inside their functions: a book without
formulas does not wait for ziamath.
"""

from octavo.model.displays import CodeBlock, Diagram, MathBlock
from octavo.model.inlines import Image, Math
from octavo.plates import code, diagram, image, math
from octavo.plates.plate import Plate

PLATES: dict[type, Plate] = {
    Math: math.PLATE,
    MathBlock: math.PLATE,
    CodeBlock: code.PLATE,
    Image: image.PLATE,
    Diagram: diagram.PLATE,
}
